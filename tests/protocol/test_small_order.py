"""The list of small-order points, against the arithmetic of the curve itself (RFC 8032, 5.1)."""

from small_moments_protocol.ed25519 import SMALL_ORDER_Y, P

D = -121665 * pow(121666, P - 2, P) % P
I = pow(2, (P - 1) // 4, P)  # noqa: E741 -- a square root of -1
Point = tuple[int, int]
IDENTITY: Point = (0, 1)


def _add(a: Point, b: Point) -> Point:
    (x1, y1), (x2, y2) = a, b
    product = D * x1 * x2 * y1 * y2 % P
    x = (x1 * y2 + x2 * y1) * pow(1 + product, P - 2, P)
    y = (y1 * y2 + x1 * x2) * pow(1 - product, P - 2, P)
    return x % P, y % P


def _points(y: int) -> set[Point]:
    """The points with this y: two, one, or none."""
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    root = pow(square, (P + 3) // 8, P)
    roots = {root, root * I % P}
    return {(x % P, y) for found in roots if found * found % P == square for x in (found, -found)}


def _order(point: Point) -> int:
    order, at = 1, point
    while at != IDENTITY and order <= 8:
        order, at = order + 1, _add(at, point)
    return order


def test_r14_the_refused_points_are_all_eight_of_small_order() -> None:
    points = {point for y in SMALL_ORDER_Y for point in _points(y)}
    assert sorted(_order(point) for point in points) == [1, 2, 4, 4, 8, 8, 8, 8]


def test_r14_the_subgroup_of_small_order_is_closed() -> None:
    points = {point for y in SMALL_ORDER_Y for point in _points(y)}
    assert {_add(a, b) for a in points for b in points} == points
