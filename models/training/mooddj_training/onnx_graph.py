"""A folded network written down as an ONNX graph: AveragePool, Conv and Relu by turns, GlobalAveragePool, Gemm."""

from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from .labels import LABELS
from .network import FoldedMoodNet

OPSET = 17
IR_VERSION = 8
FIRST_CONVOLUTION = "conv0"
INPUT = "pixels"
OUTPUT = "logits"
SIDE = 128
# What the nodes that make the mirror image and average over both views stand on.
MIRRORING = {"mirrored": "halved", "both": "halved", "pairs": "flat", "mean": "pairs"}
SLICE_INPUTS = ("mirror.starts", "mirror.ends", "mirror.axes", "mirror.steps")


def write_onnx(network: FoldedMoodNet, path: Path) -> None:
    """Writes pixels (batch, 1, 128, 128), standardised, to logits (batch, 7), both float32.

    Each face goes through the blocks as it is and mirrored; the pooled features of both are averaged before the last layer.
    """
    mirroring = {
        "mirror.starts": [-1],
        "mirror.ends": [-SIDE],
        "mirror.axes": [3],
        "mirror.steps": [-1],
        "pairs.shape": [2, -1, network.head.in_features],
    }
    nodes: list[onnx.NodeProto] = []
    weights: list[onnx.TensorProto] = []

    def add(operator: str, source: str, result: str, layer: nn.Module | None = None, **attributes: object) -> str:
        inputs = [source]
        for name, value in () if layer is None else layer.named_parameters():
            weights.append(numpy_helper.from_array(value.detach().numpy().astype(np.float32), f"{result}.{name}"))
            inputs.append(f"{result}.{name}")
        nodes.append(helper.make_node(operator, inputs, [result], name=result, **attributes))
        return result

    halved = add("AveragePool", INPUT, "halved", kernel_shape=[2, 2], strides=[2, 2])
    for name, values in mirroring.items():
        weights.append(numpy_helper.from_array(np.array(values, np.int64), name))
    nodes.append(helper.make_node("Slice", [halved, *SLICE_INPUTS], ["mirrored"], name="mirrored"))
    nodes.append(helper.make_node("Concat", [halved, "mirrored"], ["both"], name="both", axis=0))
    last = "both"
    for index, (convolution, _) in enumerate(network.blocks):
        stride = list(convolution.stride)
        last = add("Conv", last, f"conv{index}", convolution, kernel_shape=[3, 3], pads=[1, 1, 1, 1], strides=stride)
        last = add("Relu", last, f"relu{index}")
    last = add("Flatten", add("GlobalAveragePool", last, "pool"), "flat", axis=1)
    nodes.append(helper.make_node("Reshape", [last, "pairs.shape"], ["pairs"], name="pairs"))
    last = add("ReduceMean", "pairs", "mean", axes=[0], keepdims=0)
    add("Gemm", last, OUTPUT, network.head, transB=1)
    graph = helper.make_graph(
        nodes,
        "moodnet",
        [helper.make_tensor_value_info(INPUT, TensorProto.FLOAT, ["batch", 1, SIDE, SIDE])],
        [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, ["batch", len(LABELS)])],
        weights,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="mooddj_training")
    model.ir_version = IR_VERSION
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)
