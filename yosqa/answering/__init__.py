"""From a question to a verified answer: read it, scope it, find evidence, compose, or abstain with the reason.

``question`` reads the words, ``scope`` finds which documents are meant, ``units`` cuts them into what can be quoted,
``evidence`` scores that, ``compose`` writes statements and citations, ``confidence`` says how sure to be, and
``conversation`` carries a dialogue's context into the next question. ``answerer`` puts them in order.
"""
