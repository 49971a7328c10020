"""[R14] The points of small order, found by arithmetic rather than copied from a list."""

import pytest
from small_moments import ed25519
from small_moments.ed25519 import P
from small_moments.layout import RefusedError

Point = tuple[int, int]
D = -121665 * pow(121666, -1, P) % P
IDENTITY: Point = (0, 1)


def add(one: Point, other: Point) -> Point:
    """RFC 8032, section 5.1.4, in affine coordinates."""
    (x1, y1), (x2, y2) = one, other
    k = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + k, -1, P) % P
    y = (y1 * y2 + x1 * x2) * pow(1 - k, -1, P) % P
    return x, y


def square_root(square: int) -> int | None:
    root = pow(square, (P + 3) // 8, P)
    for one in (root, root * pow(2, (P - 1) // 4, P) % P):
        if one * one % P == square % P:
            return one
    return None


def torsion() -> list[Point]:
    """All eight points: the multiples of any point, times the prime order, that has order 8."""
    y = 2
    while True:
        x = square_root((y * y - 1) * pow(D * y * y + 1, -1, P))
        y += 1
        if x is None:
            continue
        small = multiply((x, y - 1), ed25519.ORDER)
        multiples = [multiply(small, n) for n in range(8)]
        if len(set(multiples)) == 8:
            return multiples


def multiply(point: Point, scalar: int) -> Point:
    result = IDENTITY
    while scalar:
        if scalar & 1:
            result = add(result, point)
        point, scalar = add(point, point), scalar >> 1
    return result


@pytest.mark.parametrize("point", torsion())
def test_every_point_of_small_order_is_refused_in_every_encoding(point: Point) -> None:
    for y in (point[1], point[1] + P):
        for sign in (0, 1 << 255):
            if y < 1 << 255:
                with pytest.raises(RefusedError, match="key"):
                    ed25519.check_key((y + sign).to_bytes(32, "little"))
