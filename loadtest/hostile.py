"""Hostile addresses (F23): each must be refused in a few milliseconds, naming what is wrong."""

from typing import Final

from planner.url import MAXIMUM_PATH

_START: Final = "/demo/image/upload"
_END: Final = "boot.jpg"


def _around(transformation: str) -> str:
    return f"{_START}/{transformation}/{_END}"


def _powers(times: int) -> str:
    steps = [f"$a{number + 1}_$a{number}_pow_9" for number in range(times)]
    return "/".join(["$a0_99", *steps, f"c_scale,w_$a{times}"])


#: What each is, and its path.
HOSTILE: Final = (
    ("ten thousand components", _around("/".join(["w_9"] * 10_000))),
    ("the most components that fit", _around("/".join(["w_9"] * (MAXIMUM_PATH // 4 - 20)))),
    ("a value as long as a path may be", _around("w_" + "9" * (MAXIMUM_PATH - 100))),
    ("digits and points", _around("w_" + "9." * (MAXIMUM_PATH // 2 - 100))),
    ("colons without end", _around("ar_" + "1:" * (MAXIMUM_PATH // 2 - 100))),
    ("flags without end", _around("fl_" + "no." * (MAXIMUM_PATH // 3 - 100))),
    ("commas without end", _around("w_9" + "," * (MAXIMUM_PATH - 100) + "x")),
    ("slashes without end", f"{_START}{'/' * (MAXIMUM_PATH - 100)}w_x,c_fill/{_END}"),
    ("escapes without end", _around("w_" + "%25" * (MAXIMUM_PATH // 3 - 100))),
    ("not a number", _around("w_nan,c_fill")),
    ("infinity", _around("w_inf,c_fill")),
    ("an exponent", _around("w_1e9,c_fill")),
    ("a thousand million pixels", _around("c_pad,h_1000000000,w_1000000000")),
    ("a canvas beyond every limit", _around("c_pad,h_30000,w_30000")),
    ("enlarging again and again", _around("/".join(["c_scale,w_99.0"] * 90))),
    ("conditions, 64 deep", _around("/".join(["if_w_gt_1"] * 64 + ["w_9"] + ["if_end"] * 64))),
    ("layers, 64 deep", _around("/".join(["l_a"] * 64 + ["w_9"] + ["fl_layer_apply"] * 64))),
    ("layers without end", _around("/".join(["l_a/w_9"] * 50 + ["fl_layer_apply"] * 51))),
    ("a tower of powers", _around("c_scale,w_" + "_pow_".join(["9"] * 50))),
    ("powers, one variable after another", _around(_powers(40))),
    ("a sum without end", _around("c_scale,w_" + "_add_".join(["1"] * 1_500) + "_div_0")),
    ("division by zero", _around("c_scale,w_iw_div_0")),
    ("a variable in terms of itself", _around("$a_$a_mul_2/c_scale,w_$a")),
    ("a condition without end", _around("if_" + "_and_".join(["w_gt_1"] * 900) + "_or/w_9")),
    ("parentheses without end", _around("e_gen_remove:prompt_" + "(" * 8_000)),
    ("a NUL", _around("c_fill,w_9/%00w_9")),
    ("a NUL in a public ID", f"{_START}/c_fill,w_9/boot%00.jpg"),
    ("the folder above", f"{_START}/c_fill,w_9/../../secret.jpg"),
    ("the folder above, encoded", f"{_START}/c_fill,w_9/%2e%2e/%2e%2e/secret.jpg"),
    ("right to left", f"{_START}/c_fill,w_9/boot%E2%80%AEgpj.exe"),
    ("broken UTF-8", f"{_START}/c_fill,w_9/boot%ff.jpg"),
)
