"""Trains the models that yosqa ships, on its own labelled questions or on a user's: ``python -m yosqa.training``.

Four steps, each a command that leaves a file or folder behind:

``prepare``
    Labelled questions and the documents they were asked of become examples: what answers, and what looks as if it did.
``train``
    The reader (a cross-encoder) learns to put what answers first. Resumes where it was stopped.
``export``
    The weights become int8 ONNX with tokenizer and card, a folder as ``yosqa.rerank`` reads it.
``evaluate``
    How often what answers is first, within three, within ten, on questions whose documents were not trained on.

Only this package imports ``torch`` and ``transformers`` for it; nothing here runs while a question is answered.
"""
