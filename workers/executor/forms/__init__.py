"""Forms: shapes, masks and neighbourhoods that effects, layers and crops are made of."""
