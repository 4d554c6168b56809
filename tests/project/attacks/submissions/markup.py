"""Names and texts that would move the cursor, paint, or turn the writing round."""

TEXT = "[bold red]\x1b[2J\x1b]0;title\x07\u202egnorw[/bold red][link=http://x]\r\x00 done 14/14"


def sigmoid(x):
    print(TEXT)
    raise type("Oh" + TEXT.replace("\x00", ""), (Exception,), {})(TEXT + "\ud800")


def sigmoid_output_to_derivative(output):
    return {TEXT: TEXT}
