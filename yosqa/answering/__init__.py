"""From a question to a verified answer: read it, scope it, find evidence, compose, or abstain with the reason.

``answerer`` puts the steps in order. ``conversation`` carries a dialogue's context into the question, ``question``
reads its words (``cues`` knows which words tell what, ``amounts`` how much and how often), ``scope`` finds the
documents that are meant. ``figures`` and ``tables`` answer from the ledger. Else ``units`` cuts documents into what
can be quoted (``speech`` finds who speaks), ``evidence`` scores that by ``lexical`` overlap, ``features`` and the
trained models, ``compose`` writes statements and citations, and ``confidence`` with ``doubts`` says how sure to be.
``speaker`` answers "who said that?"; ``sources`` is the index as all of these read it.
"""
