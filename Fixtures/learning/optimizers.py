"""Makes optimizers.json and schedules.json beside it.

Run: python3 optimizers.py   (README.md beside this file has the versions)
"""

import json
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch
from torch.optim import lr_scheduler

FOLDER = Path(__file__).resolve().parent
VERSIONS = {name: version(name) for name in ["numpy", "torch"]}


def write(name, cases):
    """One case a line."""
    lines = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / name).write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")


# Steps of a model of three tensors along gradients that are given, in 16-bit samples, exact in every precision

STEPS = 40
SHAPES = {"weight": (3, 4), "bias": (4,), "filter": (3,)}

OPTIMIZERS = [
    ("GradientDescent", torch.optim.SGD, {"lr": 0.1}),
    ("GradientDescent", torch.optim.SGD, {"lr": 0.1, "weight_decay": 0.3}),
    ("GradientDescent", torch.optim.SGD, {"lr": 0.05, "momentum": 0.9}),
    ("GradientDescent", torch.optim.SGD, {"lr": 0.05, "momentum": 0.8, "dampening": 0.3, "weight_decay": 0.2}),
    ("GradientDescent", torch.optim.SGD, {"lr": 0.05, "momentum": 0.9, "nesterov": True}),
    ("GradientDescent", torch.optim.SGD, {"lr": 0.02, "momentum": 0.7, "nesterov": True, "weight_decay": 0.2}),
    ("AdaGrad", torch.optim.Adagrad, {"lr": 0.1}),
    ("AdaGrad", torch.optim.Adagrad,
     {"lr": 0.3, "lr_decay": 0.02, "weight_decay": 0.1, "initial_accumulator_value": 0.25, "eps": 1e-6}),
    ("RMSProp", torch.optim.RMSprop, {"lr": 0.01}),
    ("RMSProp", torch.optim.RMSprop, {"lr": 0.01, "alpha": 0.9, "centered": True, "eps": 1e-3}),
    ("RMSProp", torch.optim.RMSprop, {"lr": 0.01, "momentum": 0.8}),
    ("RMSProp", torch.optim.RMSprop,
     {"lr": 0.02, "alpha": 0.8, "momentum": 0.5, "centered": True, "weight_decay": 0.1, "eps": 1e-2}),
    ("Adam", torch.optim.Adam, {"lr": 0.01}),
    ("Adam", torch.optim.Adam, {"lr": 0.02, "betas": (0.8, 0.95), "eps": 1e-4, "weight_decay": 0.1}),
    ("Adam", torch.optim.Adam, {"lr": 0.01, "betas": (0.9, 0.9), "amsgrad": True}),
    ("AdamW", torch.optim.AdamW, {"lr": 0.01}),
    ("AdamW", torch.optim.AdamW,
     {"lr": 0.02, "betas": (0.8, 0.9), "eps": 1e-4, "weight_decay": 0.3, "amsgrad": True}),
]  # fmt: skip


def numbers(tensors):
    """Row by row, complex numbers as their parts."""
    return [
        number
        for tensor in tensors
        for number in (torch.view_as_real(tensor) if tensor.is_complex() else tensor).detach().flatten().tolist()
    ]


def tensors(samples):
    """The model with these numbers."""
    result, offset = [], 0
    for name, shape in SHAPES.items():
        parts = shape + (2,) if name == "filter" else shape
        count = int(np.prod(parts))
        tensor = torch.tensor(samples[offset : offset + count] / 32768, dtype=torch.float64).reshape(parts)
        result.append(torch.view_as_complex(tensor) if name == "filter" else tensor)
        offset += count
    return result


def optimizers():
    rng = np.random.default_rng(2026)
    count = 3 * 4 + 4 + 2 * 3
    start = rng.integers(-32768, 32768, count)
    gradients = rng.integers(-32768, 32768, (STEPS, count)) // 4 ** rng.integers(0, 6, (STEPS, 1))
    gradients[20:23] = 0
    gradients[:, 0] = 0
    for name, kind, options in OPTIMIZERS:
        model = [tensor.clone().requires_grad_() for tensor in tensors(start)]
        optimizer = kind(model, foreach=False, **options)
        path = {}
        for step in range(STEPS):
            for parameter, gradient in zip(model, tensors(gradients[step])):
                parameter.grad = gradient
            optimizer.step()
            if step + 1 in (1, 2, 3, 10, 25, STEPS):
                path[step + 1] = numbers(model)
        yield {
            "optimizer": name, "options": {key: value for key, value in options.items() if key != "betas"},
            "betas": options.get("betas"), "start": start.tolist(), "gradients": gradients.tolist(), "path": path,
        }  # fmt: skip


# Learning rates by step

LOSSES = [8, 5, 4, 4.1, 4.0, 3.9999, 4.2, 4, 3.9, 3.95, 3.96, 3.97, 3.98, 3.99, 4, 4, 4, 4, 3, 3, 3, 3, 3, 3, 3, 3]


def rates(make, steps, rate=0.5, losses=None):
    optimizer = torch.optim.SGD([torch.zeros(1, dtype=torch.float64)], lr=rate)
    schedule = make(optimizer)
    result = []
    for step in range(steps):
        if losses is None:
            result.append(optimizer.param_groups[0]["lr"])
            optimizer.step()
            schedule.step()
        else:
            schedule.step(losses[step])
            result.append(optimizer.param_groups[0]["lr"])
    return result


def warm(start, warmup, steps, final):
    return lambda optimizer: lr_scheduler.SequentialLR(
        optimizer,
        [
            lr_scheduler.LinearLR(optimizer, start_factor=start, total_iters=warmup),
            lr_scheduler.CosineAnnealingLR(optimizer, T_max=steps - warmup, eta_min=final),
        ],
        milestones=[warmup],
    )


def schedules():
    yield {"schedule": "constant", "rates": rates(lambda o: lr_scheduler.ConstantLR(o, factor=1), 5)}
    yield {"schedule": "step", "rates": rates(lambda o: lr_scheduler.StepLR(o, step_size=4, gamma=0.3), 14)}
    yield {"schedule": "exponential", "rates": rates(lambda o: lr_scheduler.ExponentialLR(o, gamma=0.9), 20)}
    yield {
        "schedule": "cosine",
        "rates": rates(lambda o: lr_scheduler.CosineAnnealingLR(o, T_max=17, eta_min=0.01), 18),
    }
    yield {"schedule": "warmCosine", "rates": rates(warm(0.1, 5, 21, 0.02), 22)}
    yield {
        "schedule": "oneCycle",
        "rates": rates(lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.5, total_steps=30), 30),
    }
    yield {
        "schedule": "oneCycleLinear",
        "rates": rates(
            lambda o: lr_scheduler.OneCycleLR(
                o, max_lr=0.5, total_steps=25, pct_start=0.45, div_factor=10, final_div_factor=100,
                anneal_strategy="linear"), 25),
    }  # fmt: skip
    yield {
        "schedule": "oneCycleThreePhases",
        "rates": rates(
            lambda o: lr_scheduler.OneCycleLR(o, max_lr=0.5, total_steps=32, pct_start=0.35, three_phase=True), 32),
    }  # fmt: skip
    yield {
        "schedule": "plateau", "losses": LOSSES,
        "rates": rates(
            lambda o: lr_scheduler.ReduceLROnPlateau(o, factor=0.2, patience=2, threshold=1e-3, min_lr=0.001),
            len(LOSSES), losses=LOSSES),
    }  # fmt: skip
    yield {
        "schedule": "plateauAbsolute", "losses": LOSSES,
        "rates": rates(
            lambda o: lr_scheduler.ReduceLROnPlateau(
                o, factor=0.5, patience=1, threshold=0.05, threshold_mode="abs", cooldown=3),
            len(LOSSES), losses=LOSSES),
    }  # fmt: skip


write("optimizers.json", optimizers())
write("schedules.json", schedules())
