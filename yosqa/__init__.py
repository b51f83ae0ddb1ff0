r"""Ask inspection reports and news on youth justice services; every sentence of an answer is quoted and cited.

A map of the program. Data flows one way::

    file -> Document -> Page -> Block -> Passage -> vector + terms -> Ranking -> Statement -> Answer -> view
                                   \-> ledger rows (ratings, percentages, recommendations), each with its span

and imports go down only; a layer knows nothing of the layers above it:

========================================================  ============================================================
layer                                                     what it is
========================================================  ============================================================
``cli``, ``tui``, ``evaluation``                          what people run: commands, the chat, the grounding evaluation
``assistant``                                             the facade they share: open, search, ask, refresh
``answering``, ``indexing``                               a question to a cited answer; a corpus to an index
``search``, ``rerank``, ``ledger``, ``grounding``         rankings; typed ratings; proof that a quotation holds
``documents``, ``structure``, ``passages``, ``metadata``,  files to pages; pages to headings, lists and passages;
``embedding``, ``store``, ``workers``                     texts to vectors; SQLite, tantivy and FAISS; worker processes
``workspace``, ``settings``, ``log``                      where things are and how they are configured
``model``, ``errors``                                     the vocabulary and the error tree; standard library only
========================================================  ============================================================

What holds everywhere: ``Page.text`` is stored once and never changed, every ``start`` and ``end`` is an offset into it,
a quotation is ``page.text[start:end]`` byte for byte, and :mod:`yosqa.grounding` proves each quotation before anybody
sees it. Nothing heavy is imported at module level, so a question is answered in about a second.
"""

__version__ = "0.1.0"
