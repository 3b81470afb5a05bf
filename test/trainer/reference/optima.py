"""Optima of logistic regression by scikit-learn, for data sets drawn here; writes optima.json beside this file.

Run with Debian's python3-sklearn: /usr/bin/python3 test/trainer/reference/optima.py
scikit-learn minimises ||w||^2 / 2 + C * (sum of losses); with C = 1 / (n * lambda) that is n * J / (n * lambda).
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.datasets import load_breast_cancer, make_classification, make_moons
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import PolynomialFeatures, StandardScaler


def optimum(name, X, y, lam, fit_intercept=True):
    X = np.round(np.asarray(X, dtype=float), 6)
    n = len(y)
    model = LogisticRegression(
        penalty="l2", C=1 / (n * lam), fit_intercept=fit_intercept, solver="newton-cholesky", tol=1e-13, max_iter=1000
    ).fit(X, y)
    # Newton's last digits: a few plain steps at full precision.
    theta = np.append(model.coef_[0], model.intercept_[0] if fit_intercept else 0.0)
    Xb = np.column_stack([X, np.ones(n)])
    ridge = np.diag([lam] * X.shape[1] + [0.0])
    p = 1 / (1 + np.exp(-Xb @ theta))
    gradient = Xb.T @ (p - y) / n + ridge @ theta
    if not fit_intercept:
        gradient[-1] = 0
    assert np.abs(gradient).max() < 1e-8, (name, gradient)
    return {
        "name": name,
        "lambda": lam,
        "bias": fit_intercept,
        "X": X.tolist(),
        "y": [int(v) for v in y],
        "w": model.coef_[0].tolist(),
        "b": float(theta[-1]),
    }


rng = np.random.default_rng(7)
four = np.array([[1, 2], [3, 4], [5, 6], [7, 8]])
moons, moon_labels = make_moons(60, noise=0.2, random_state=3)
wide, wide_labels = make_classification(120, 6, n_informative=4, flip_y=0.1, random_state=5)
cancer = load_breast_cancer()
line = rng.normal(size=(40, 1)) * 2 + 1

sets = [
    optimum("four points on a line", four, np.array([0, 0, 1, 1]), 0.01),
    optimum("one feature", line, (line[:, 0] + rng.normal(size=40) > 0.8).astype(int), 0.001),
    optimum("moons, cubic features", PolynomialFeatures(3, include_bias=False).fit_transform(moons), moon_labels, 0.003),
    optimum("six features, no bias", wide, wide_labels, 0.05, fit_intercept=False),
    optimum("breast cancer, first 8 features", StandardScaler().fit_transform(cancer.data[:200, :8]), cancer.target[:200], 0.002),
]
out = {"scikit-learn": sklearn.__version__, "sets": sets}
text = json.dumps(out).replace('{"name"', '\n{"name"')
pathlib.Path(__file__).with_name("optima.json").write_text(text + "\n")
for s in sets:
    print(s["name"], np.round(s["w"], 4), round(s["b"], 4))
