"""A file becomes an Extraction."""
import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # before onnxruntime is imported: it would report its use to its maker
