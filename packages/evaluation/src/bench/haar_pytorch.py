"""A camera frame as this project first read it: OpenCV's Haar cascade, then a PyTorch network of half a billion multiply-adds.

Reads JSON lines: first the JPEGs in base64, then how many frames to read next. Answers `ready` or why not, then with the
processor time of this process so far and the faces that were seen.
"""

import base64
import json
import sys
import time
from typing import Any

import numpy as np


def blocks(torch: Any) -> Any:
    """0.51 billion multiply-adds on 112 by 112 pixels."""
    layers: list[Any] = []
    widths = [3, 54, 108, 216, 432, 432]
    for before, after in zip(widths, widths[1:], strict=False):
        layers += [torch.nn.Conv2d(before, after, 3, stride=2, padding=1), torch.nn.ReLU()]
        layers += [torch.nn.Conv2d(after, after, 3, padding=1), torch.nn.ReLU()]
    return torch.nn.Sequential(*layers, torch.nn.AdaptiveAvgPool2d(1), torch.nn.Flatten(), torch.nn.Linear(432, 7)).eval()


def main() -> None:
    """Serves until standard input ends."""
    jpegs = [np.frombuffer(base64.b64decode(text), np.uint8) for text in json.loads(sys.stdin.readline())]
    try:
        import cv2
        import torch
    except ImportError as error:
        print(f"Python has no {error.name}", flush=True)
        return
    if not hasattr(cv2, "CascadeClassifier"):
        print(f"OpenCV {cv2.__version__} carries no Haar cascades any more: version 4 does", flush=True)
        return
    cv2.setNumThreads(1)
    torch.set_num_threads(1)
    cascade = cv2.CascadeClassifier(cv2.data.haarcascades + "haarcascade_frontalface_default.xml")
    network = blocks(torch)
    print("ready", flush=True)
    shown = 0
    for line in sys.stdin:
        faces = 0
        for _ in range(int(line)):
            picture = cv2.imdecode(jpegs[shown % len(jpegs)], cv2.IMREAD_COLOR)
            shown += 1
            gray = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
            for x, y, width, height in cascade.detectMultiScale(gray, 1.1, 4)[:1]:
                face = cv2.resize(picture[y : y + height, x : x + width], (112, 112))
                pixels = torch.from_numpy(face.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1)
                with torch.inference_mode():
                    torch.softmax(network(pixels), 1).numpy()
                faces += 1
        print(json.dumps({"cpuMs": time.process_time() * 1000, "faces": faces}), flush=True)


main()
