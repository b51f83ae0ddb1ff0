r"""Ask inspection reports and news on youth justice services; every sentence of an answer is quoted and cited.

A map of the program. Data flows one way::

    file -> Document -> Page -> Block -> Passage -> vector + terms -> Ranking -> Statement -> Answer -> view
                                   \-> ledger rows (ratings, percentages, recommendations), each with its span

and imports go down only; a layer knows nothing of the layers above it:

========================================================  ============================================================
layer                                                     what it is
========================================================  ============================================================
``cli``, ``tui``, ``evaluation``, ``doctor``              what people run: commands, chat, grounding evaluation, checks
``assistant``                                             the facade they share: open, search, ask, refresh
``answering``, ``indexing``, ``training``                 a question to a cited answer; a corpus to an index; the models
``search``, ``rerank``, ``likeness``, ``ledger``,         rankings; how like a text is to a question; typed ratings;
``grounding``                                             proof that what is said stands in the sources
``documents``, ``structure``, ``passages``, ``metadata``,  files to pages; pages to headings, lists and passages;
``embedding``, ``store``, ``workers``                     texts to vectors; SQLite, tantivy and FAISS; worker processes
``frameworks``, ``terms``                                 how inspections are known, and what they rate; words' stems
``workspace``, ``settings``, ``log``                      where things are and how they are configured
``model``, ``errors``, ``contract``, ``characters``       vocabulary, errors, JSON, unsafe characters; standard library
========================================================  ============================================================

What holds everywhere: ``Page.text`` is stored once and never changed, every ``start`` and ``end`` is an offset into it,
a quotation is ``page.text[start:end]`` byte for byte, and :mod:`yosqa.grounding` proves each quotation before anybody
sees it. Nothing heavy is imported at module level, so a question is answered in about a second.
"""

__version__ = "0.1.0"
