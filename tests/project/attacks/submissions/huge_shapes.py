"""Frames that speak of arrays too large for any memory."""

import os
import struct


def sigmoid(x):
    for header in (
        b'["array","<f8",99999999,99999999,99999999]',
        b'["array","<f8",0,99999999,99999999]',
        b'["list",' + b'["array","<f8",99999999,0],' * 9_999 + b"null]",
        b'["list",' + b"[" * 90_000,
    ):
        os.write(3, struct.pack("!II", len(header), 0) + header)
    os.write(3, struct.pack("!II", 2**32 - 1, 2**32 - 1))
    return 7.0


def sigmoid_output_to_derivative(output):
    return output
