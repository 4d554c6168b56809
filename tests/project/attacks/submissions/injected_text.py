"""Names and texts that would break out of a generated script or report."""

def sigmoid(x):
    raise type("x'); import os; os.abort() #", (Exception,), {})(
        """'\"</script><script>alert(1)</script>=cmd|' /C calc'!A1{0.__class__}%s$(id)`id`"""
    )


sigmoid.__name__ = sigmoid.__qualname__ = "'); raise SystemExit #"


def sigmoid_output_to_derivative(output):
    return output
