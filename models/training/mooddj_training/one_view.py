"""The exported network for one view of a face: without the mirror image, at half the cost.

A camera's next frame shows the same face again: whoever follows it can show the network the face and its mirror image by turns.
"""

import onnx

from .onnx_graph import MIRRORING


def one_view(model: onnx.ModelProto) -> onnx.ModelProto:
    """The same weights and scales without the nodes that make the mirror image and average over it."""
    result = onnx.ModelProto()
    result.CopyFrom(model)
    kept = [node for node in model.graph.node if node.output[0] not in MIRRORING]
    if len(model.graph.node) - len(kept) != len(MIRRORING):
        raise ValueError("the network does not mirror its input as ours do")
    used = {name for node in kept for name in node.input}
    del result.graph.node[:], result.graph.initializer[:]
    for node in kept:
        copy = result.graph.node.add()
        copy.CopyFrom(node)
        copy.input[:] = [past(name) for name in node.input]
    result.graph.initializer.extend(tensor for tensor in model.graph.initializer if tensor.name in used)
    onnx.checker.check_model(result, full_check=True)
    return result


def past(name: str) -> str:
    """The value that stands in for one that a removed node made."""
    while name in MIRRORING:
        name = MIRRORING[name]
    return name
