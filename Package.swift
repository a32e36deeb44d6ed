// swift-tools-version: 6.2
import PackageDescription

// Where libsndfile is missing, its pkg-config name would make every package that depends on the library print a warning,
// though only the program needs it. Linux has its header and library where compilers look; Homebrew does not.
#if os(macOS)
  let sndfile: Target = .systemLibrary(name: "CSndfile", pkgConfig: "sndfile", providers: [.brew(["libsndfile"])])
#else
  let sndfile: Target = .systemLibrary(name: "CSndfile")
#endif

let package = Package(
  name: "Parseval",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "Parseval", targets: ["Parseval"]),
    .library(name: "DifferentiableFourier", targets: ["DifferentiableFourier"]),
    .library(name: "ParsevalTestSupport", targets: ["TestSupport"]),
    .executable(name: "parseval", targets: ["ParsevalCLI"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.0"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFTW", pkgConfig: "fftw3",
      providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
    sndfile,
    .systemLibrary(name: "CBLAS", providers: [.apt(["libopenblas-serial-dev"])]),

    .target(
      name: "ComplexNumbers",
      dependencies: [
        .product(name: "RealModule", package: "swift-numerics"),
        .product(name: "ComplexModule", package: "swift-numerics"),
      ],
      exclude: ["README.md"]),
    .target(name: "Fourier", dependencies: ["ComplexNumbers", "CFFTW"], exclude: ["README.md"]),
    .target(name: "Autodiff", dependencies: ["Fourier", "CBLAS"], exclude: ["README.md"]),
    .target(name: "DifferentiableFourier", dependencies: ["Fourier"], exclude: ["README.md"]),
    .target(name: "SignalProcessing", dependencies: ["Autodiff"], exclude: ["README.md"]),
    .target(name: "CSpectralComparison", exclude: ["README.md", "comparison.inc"]),
    .target(
      name: "SpectralLearning", dependencies: ["SignalProcessing", "CSpectralComparison"],
      exclude: ["Lecture.md", "README.md"]),
    .target(
      name: "Parseval",
      dependencies: ["ComplexNumbers", "Fourier", "Autodiff", "SignalProcessing", "SpectralLearning"],
      exclude: ["README.md"]),
    .executableTarget(
      name: "ParsevalCLI",
      dependencies: ["Parseval", "CSndfile", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      exclude: ["README.md"]),

    .target(name: "TestSupport", dependencies: ["Parseval"], path: "Tests/TestSupport"),
    .testTarget(
      name: "ComplexNumbersTests",
      dependencies: ["ComplexNumbers", "TestSupport", .product(name: "ComplexModule", package: "swift-numerics")]),
    .testTarget(name: "FourierTests", dependencies: ["Fourier", "TestSupport"]),
    .testTarget(name: "AutodiffTests", dependencies: ["Autodiff", "TestSupport"]),
    .testTarget(
      name: "DifferentiableFourierTests", dependencies: ["DifferentiableFourier", "Autodiff", "TestSupport"]),
    .testTarget(name: "SignalProcessingTests", dependencies: ["SignalProcessing", "TestSupport"]),
    .testTarget(name: "SpectralLearningTests", dependencies: ["SpectralLearning", "TestSupport"]),
    .testTarget(name: "ParsevalCLITests", dependencies: ["ParsevalCLI", "CSndfile"]),
  ],
  swiftLanguageModes: [.v6]
)
