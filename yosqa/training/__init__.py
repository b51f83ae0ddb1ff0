"""Trains the models that yosqa ships, on its own labelled questions or on a user's: ``python -m yosqa.training``.

Three models, each trained by commands that leave a file or folder behind:

``prepare``, ``train``, ``average``, ``export``
    The reader (a cross-encoder). Labelled questions and the documents they were asked of become examples: what answers,
    and what looks as if it did; it learns to put what answers first; the weights of several runs may be averaged;
    they become int8 ONNX as ``yosqa.rerank`` runs it.
``pairs``, ``encoder``, ``export``
    The encoder (a bi-encoder). The same questions with the passages that hold the answers; it learns to put a question
    near them; ``yosqa.embedding`` runs it.
``prepare``, ``likeness``
    The word vectors that compare every unit with a question (``yosqa.likeness``).

``evaluate`` says how often what answers is first, within three, within ten, on questions whose documents were not
trained on; ``cases``, ``weigh`` and ``calibrate`` fit what answering makes of the models' scores. ``train`` and
``encoder`` go on where they were stopped, and run on a GPU with ``--device cuda``.

Only this package imports ``torch`` and ``transformers`` for it; nothing here runs while a question is answered.
"""
