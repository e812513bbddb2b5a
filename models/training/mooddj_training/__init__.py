"""MoodNet's training half: from the face pictures to the committed ONNX files."""
