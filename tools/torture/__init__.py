"""`./run torture`: the product is attacked, crashed and simulated for as long as is asked."""
