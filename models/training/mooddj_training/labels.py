"""The seven emotions in the order of the network's outputs: the one place that fixes it."""

LABELS = ("happy", "sad", "angry", "neutral", "surprise", "fear", "disgust")

INDEX = {name: index for index, name in enumerate(LABELS)}
