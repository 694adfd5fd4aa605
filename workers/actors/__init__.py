"""What jobs do, one actor a file. All that cuts across is in `workers.middleware`."""
