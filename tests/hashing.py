"""A small deterministic embedder for tests that are not about the model."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class HashingEmbedder:
    """Puts each word in a bucket by its hash: texts that share words are near each other."""

    identity = "hashing/1"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Unit vectors, shape (len(texts), 64)."""
        vectors = np.zeros((len(texts), self.dimension), np.float32)
        for vector, text in zip(vectors, texts, strict=True):
            for word in re.findall(r"\w+", text.lower()):
                digest = hashlib.blake2b(word.encode(), digest_size=4).digest()
                vector[digest[0] % self.dimension] += 1 if digest[1] & 1 else -1
            norm = np.linalg.norm(vector)
            if norm:
                vector /= norm
            else:
                vector[0] = 1.0
        return vectors

    def encode_query(self, text: str) -> NDArray[np.float32]:
        """Unit vector, shape (64,)."""
        return self.encode([text])[0]
