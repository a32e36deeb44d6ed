/// `import Parseval` gives every module of the library.
@_exported import Autodiff
@_exported import ComplexNumbers
@_exported import Fourier
@_exported import SignalProcessing
@_exported import SpectralLearning
