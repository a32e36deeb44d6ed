"""Makes spectral_losses.json beside it: values and gradients of the losses in Tests/SpectralLearningTests/LossTable.swift,
whose settings are repeated here.

Run: python3 spectral_losses.py   (README.md beside this file has the versions)
"""

import json
from importlib.metadata import version
from pathlib import Path

import auraloss
import librosa
import numpy as np
import ot
import scipy.fft
import scipy.signal
import torch
from sklearn.decomposition._nmf import _beta_divergence

FOLDER = Path(__file__).resolve().parent
VERSIONS = {
    name: version(name) for name in ["numpy", "scipy", "torch", "auraloss", "librosa", "POT", "scikit-learn"]
}

RATE = 8000
torch.set_default_dtype(torch.float64)


def stft(x, length=16, hop=4, center=True, mode="reflect"):
    """[…, T] to […, bins, frames]."""
    window = torch.hann_window(length, dtype=torch.float64)
    return torch.stft(x, length, hop, length, window, center=center, pad_mode=mode, return_complex=True)


# Auraloss's STFT losses


def multi_resolution(kind=auraloss.freq.MultiResolutionSTFTLoss, chroma=False, **options):
    # With a window in the middle, the mirrored first frame has a real spectrum, and the sign of a phase π is chance.
    window = 15 if options.get("w_phs") else 16
    loss = kind([16, 12], [4, 5], [window, 9], **options)
    for part in (loss.mrstft if hasattr(loss, "mrstft") else loss).stft_losses:
        # Windows, bands and taps are in single precision there.
        part.window = torch.hann_window(part.win_length, dtype=torch.float64)
        if part.scale == "mel" and not chroma:
            part.fb = torch.tensor(
                librosa.filters.mel(sr=RATE, n_fft=part.fft_size, n_mels=part.n_bins, dtype=np.float64))
            assert part.fb.sum(1).min() > 0
        if chroma:
            # Its own chroma is a NumPy array where PyTorch wants a tensor, and fails.
            part.fb = torch.tensor(
                librosa.filters.chroma(sr=RATE, n_fft=part.fft_size, n_chroma=part.n_bins, dtype=np.float64))
        if part.perceptual_weighting:
            part.prefilter.fir.weight.data = torch.tensor(a_weighting_taps(RATE, 101)).view(1, 1, -1)
    if kind is auraloss.freq.SumAndDifferenceSTFTLoss:
        return loss
    return lambda x, y: loss(x[:, None], y[:, None])


def a_weighting_taps(rate, count):
    f1, f2, f3, f4 = 20.598997, 107.65265, 737.86223, 12194.217
    poles = -2 * np.pi * np.array([f4, f4, f1, f1, f3, f2])
    gain = (2 * np.pi * f4) ** 2 * 10 ** (1.9997 / 20)
    w, h = scipy.signal.freqz_zpk(*scipy.signal.bilinear_zpk([0] * 4, poles, gain, fs=rate), worN=512, fs=rate)
    return scipy.signal.firls(count, w, abs(h), fs=rate)


# Losses whose references are in other frameworks, transcribed


def phase_loss(x, y):
    """APNet's: its matrices take the difference to the bin or frame before, and of the first to 0."""
    x, y = stft(x).angle(), stft(y).angle()

    def term(x, y):
        d = x - y
        return (d - 2 * np.pi * torch.round(d / (2 * np.pi))).abs().mean()

    def differences(x, dim):
        return torch.diff(x, dim=dim, prepend=torch.zeros_like(x.narrow(dim, 0, 1)))

    return term(x, y) + 0.5 * term(differences(x, -2), differences(y, -2)) + 2 * term(
        differences(x, -1), differences(y, -1))


def multi_scale(weights, power=1):
    """ddsp's SpectralLoss."""

    def magnitudes(x, length):
        hop, samples = length // 4, x.shape[-1]
        frames = -(-samples // hop)
        return stft(torch.nn.functional.pad(x, (0, (frames - 1) * hop + length - samples)), length, hop, False).abs()

    features = [
        lambda m: m, lambda m: torch.diff(m, dim=-1), lambda m: torch.diff(m, dim=-2), lambda m: torch.cumsum(m, -2),
        lambda m: torch.log(torch.clamp(m, min=1e-5)),
    ]  # fmt: skip

    def loss(x, y):
        total = 0
        for length in [16, 8]:
            a, b = magnitudes(x, length), magnitudes(y, length)
            for weight, feature in zip(weights, features):
                if weight:
                    total = total + weight * ((feature(a) - feature(b)).abs() ** power).mean()
        return total

    return loss


def mel_loss(powers):
    """HiFi-GAN's."""
    bands = torch.tensor(librosa.filters.mel(sr=RATE, n_fft=16, n_mels=4, dtype=np.float64))

    def features(x):
        m = stft(x).abs()
        return torch.log(torch.clamp(bands @ (m**2 if powers else m), min=1e-5))

    return lambda x, y: ((features(x) - features(y)) ** 2 if powers else (features(x) - features(y)).abs()).mean()


def mfcc_loss(first, power):
    bands = torch.tensor(librosa.filters.mel(sr=RATE, n_fft=16, n_mels=4, dtype=np.float64))
    cosines = torch.tensor(scipy.fft.dct(np.eye(4), axis=0, norm="ortho"))

    def coefficients(x):
        level = 10 * torch.log10(torch.clamp(bands @ stft(x, mode="constant").abs() ** 2, min=1e-10))
        level = torch.maximum(level, level.amax((-2, -1), keepdim=True) - 80)
        result = (cosines @ level)[..., :3, :]
        for row, value in zip(x, result):
            theirs = librosa.feature.mfcc(
                y=row.detach().numpy(), sr=RATE, n_mfcc=3, n_fft=16, hop_length=4, n_mels=4, dtype=np.float64)
            assert np.abs(theirs - value.detach().numpy()).max() < 1e-9
        return result[..., first:, :]

    return lambda x, y: ((coefficients(x) - coefficients(y)).abs() ** power).mean()


def centroid_loss(x, y):
    frequencies = torch.arange(9) * (RATE / 16)

    def centroid(x):
        m = stft(x).abs()
        result = (m * frequencies[:, None]).sum(-2) / (m.sum(-2) + 1e-8)
        theirs = librosa.feature.spectral_centroid(S=m[0].detach().numpy(), sr=RATE, n_fft=16)
        assert np.abs(theirs[0] - result[0].detach().numpy()).max() < 1e-4
        return result

    return (centroid(x) - centroid(y)).abs().mean()


def transport(exponent, squares, by_estimate=False):
    places = torch.linspace(0, RATE / 2, 9)

    def masses(x):
        m = stft(x).abs()
        m = m**2 if squares else m
        return m.transpose(-2, -1).reshape(-1, 9).T + 1e-10

    def loss(x, y):
        a, b = masses(x), masses(y)
        total = a.sum(0)
        a, b = a / total, b / (total if by_estimate else b.sum(0))
        if by_estimate:
            # What is beyond 1 does not count, what is missing lies at the last place.
            levels = torch.clamp(torch.cumsum(b, 0), max=1)
            levels = torch.cat([levels[:-1], torch.ones_like(levels[-1:])])
            b = torch.diff(levels, dim=0, prepend=torch.zeros_like(levels[:1]))
        x = places[:, None].expand(9, a.shape[1]).contiguous()
        return ot.wasserstein_1d(x, x, a, b, p=exponent, require_sort=False).mean()

    return loss


def coherence_loss(x, y):
    a, b = stft(x, center=False), stft(y, center=False)
    cross = (a * b.conj()).sum(-1).abs() + 1e-8
    result = cross**2 / ((a.abs() ** 2).sum(-1) + 1e-8) / ((b.abs() ** 2).sum(-1) + 1e-8)
    _, theirs = scipy.signal.coherence(
        x.detach().numpy(), y.detach().numpy(), nperseg=16, noverlap=12, detrend=False)  # fmt: skip
    assert np.abs(theirs - result.detach().numpy()).max() < 1e-5
    return (1 - result).mean()


def divergence(beta):
    def loss(p, q):
        p, q = p + 1e-10, q + 1e-10
        if beta == 0:
            values = q / p - torch.log(q / p) - 1
        elif beta == 1:
            values = q * torch.log(q / p) - q + p
        else:
            values = (q**beta + (beta - 1) * p**beta - beta * q * p ** (beta - 1)) / (beta * (beta - 1))
        row = q.detach().numpy().reshape(1, -1)
        theirs = _beta_divergence(row, np.ones((1, 1)), p.detach().numpy().reshape(1, -1), beta)
        assert abs(theirs / q.numel() - values.mean().item()) < 1e-10
        return values.mean()

    return loss


def filtered(taps):
    """A causal filter, and the error-to-signal ratio."""

    def run(x):
        kernel = torch.tensor(taps[::-1].copy()).view(1, 1, -1)
        return torch.nn.functional.conv1d(torch.nn.functional.pad(x[:, None], (len(taps) - 1, 0)), kernel)[:, 0]

    return lambda x, y: auraloss.time.ESRLoss()(run(x), run(y))


def log_spectral_distance(squared):
    def loss(p, q):
        squares = ((10 * torch.log10((p + 1e-10) / (q + 1e-10))) ** 2).mean(-1)
        return (squares if squared else squares.sqrt()).mean()

    return loss


magnitudes = auraloss.freq.STFTMagnitudeLoss

SIGNALS = {
    "meanSquaredError": torch.nn.MSELoss(),
    "meanAbsoluteError": torch.nn.L1Loss(),
    "huber": torch.nn.HuberLoss(delta=0.25),
    "logCosh": auraloss.time.LogCoshLoss(a=3.0, eps=0),
    "complexL1": lambda x, y: (stft(x) - stft(y)).abs().mean(),
    "complexL2": lambda x, y: (stft(x) - stft(y)).abs().square().mean(),
    "phase": phase_loss,
    "signalToNoise": auraloss.time.SNRLoss(),
    "signalToNoiseWithMean": auraloss.time.SNRLoss(zero_mean=False),
    "scaleInvariantSDR": auraloss.time.SISDRLoss(),
    "scaleDependentSDR": auraloss.time.SDSDRLoss(),
    "errorToSignal": auraloss.time.ESRLoss(),
    "errorToSignalHighPass": filtered(np.array([1, -0.85])),
    "errorToSignalFolded": filtered(np.array([1, 0, -0.85])),
    "dc": auraloss.time.DCLoss(),
    "coherence": coherence_loss,
    "multiResolution": multi_resolution(),
    "multiResolutionAllTerms": multi_resolution(w_sc=0.5, w_log_mag=2.0, w_lin_mag=1.0, w_phs=0.25, mag_distance="L2"),
    "multiResolutionMel": multi_resolution(sample_rate=RATE, scale="mel", n_bins=4),
    "multiResolutionChroma": multi_resolution(chroma=True, sample_rate=RATE, scale="mel", n_bins=12),
    "multiResolutionWeighted": multi_resolution(sample_rate=RATE, perceptual_weighting=True),
    "multiResolutionScaleInvariant": multi_resolution(scale_invariance=True),
    "sumAndDifference": multi_resolution(auraloss.freq.SumAndDifferenceSTFTLoss, w_sum=1.5, w_diff=0.5),
    "multiScale": multi_scale([1, 0, 0, 0, 1]),
    "multiScaleAllTerms": multi_scale([1, 0.5, 0.25, 0.125, 2], 2),
    "mel": mel_loss(False),
    "melPowers": mel_loss(True),
    "mfcc": mfcc_loss(0, 1),
    "mfccTimbre": mfcc_loss(1, 2),
    "centroid": centroid_loss,
    "transport": transport(2, True),
    "transportMagnitudes": transport(1, False),
    "transportByEstimate": transport(1.5, True, True),
}  # fmt: skip

SPECTRA = {
    "linearMagnitude": magnitudes(log=False),
    "linearMagnitudeL2": magnitudes(log=False, distance="L2"),
    "logMagnitude": lambda x, y: magnitudes()(x + 1e-8, y + 1e-8),
    "logMagnitudeL2": lambda x, y: magnitudes(distance="L2")(x + 1e-8, y + 1e-8),
    "powerMagnitude": lambda x, y: magnitudes(log=False)(x**2, y**2),
    "powerMagnitudeL2": lambda x, y: magnitudes(log=False, distance="L2")(x**2, y**2),
    "spectralConvergence": auraloss.freq.SpectralConvergenceLoss(),
    "spectralConvergenceOfEach": lambda x, y: torch.stack(
        [auraloss.freq.SpectralConvergenceLoss()(a, b) for a, b in zip(x, y)]).mean(),
    "itakuraSaito": divergence(0),
    "kullbackLeibler": divergence(1),
    "betaHalf": divergence(0.5),
    "betaTwo": divergence(2),
    "logSpectralDistance": log_spectral_distance(False),
    "logSpectralDistanceSquared": log_spectral_distance(True),
}  # fmt: skip


def case(name, loss, estimate, target, reduction="mean"):
    x = torch.tensor(estimate / 32768, requires_grad=True)
    y = torch.tensor(target / 32768, requires_grad=True)
    value = loss(x, y)
    value.backward()
    return {
        "loss": name, "reduction": reduction, "shape": estimate.shape, "estimate": estimate.flatten().tolist(),
        "target": target.flatten().tolist(), "value": value.item(),
        "estimateGradient": [float(f"{slope:.13g}") for slope in x.grad.flatten().tolist()],
        "targetGradient": [float(f"{slope:.13g}") for slope in y.grad.flatten().tolist()],
    }  # fmt: skip


def cases():
    rng = np.random.default_rng(2012)
    for name, loss in SIGNALS.items():
        # Its scale of several signals is broadcast over frequencies there.
        shape = {"multiResolutionScaleInvariant": (1, 50), "sumAndDifference": (2, 2, 23)}.get(name, (2, 41))
        yield case(name, loss, rng.integers(-32768, 32768, shape), rng.integers(-32768, 32768, shape))
    for name, loss in SPECTRA.items():
        yield case(name, loss, rng.integers(1, 32768, (2, 3, 5)), rng.integers(1, 32768, (2, 3, 5)))
    shape = (2, 23)
    for name, options in [("multiResolution", {}), ("multiResolutionAllTerms", {
        "w_sc": 0.5, "w_log_mag": 2.0, "w_lin_mag": 1.0, "w_phs": 0.25, "mag_distance": "L2"})]:
        yield case(
            name, multi_resolution(reduction="sum", **options), rng.integers(-32768, 32768, shape),
            rng.integers(-32768, 32768, shape), "sum")


lines = ",\n".join(json.dumps(case) for case in cases())
(FOLDER / "spectral_losses.json").write_text("{" + json.dumps(VERSIONS)[1:-1] + ', "cases": [\n' + lines + "\n]}\n")
