// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "ratios", targets: ["Ratios"]),
    .executable(name: "allocations", targets: ["Allocations"]),
    .executable(name: "peer-worker", targets: ["PeerWorker"]),
  ],
  dependencies: [
    .package(name: "Parseval", path: ".."),
    // Without its allocation counters, which would be linked into the programs under test.
    .package(url: "https://github.com/ordo-one/benchmark", from: "1.38.1", traits: []),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CFFTWDirect", pkgConfig: "fftw3",
      providers: [.apt(["libfftw3-dev"]), .brew(["fftw"])]),
    .target(
      name: "BenchmarkSupport",
      dependencies: ["CFFTWDirect", .product(name: "Parseval", package: "Parseval")]),
    .executableTarget(
      name: "Ratios",
      dependencies: [
        "BenchmarkSupport", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .target(name: "CAllocationCount"),
    .executableTarget(
      name: "Allocations",
      dependencies: [
        "BenchmarkSupport", "CAllocationCount", .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    .executableTarget(
      name: "PeerWorker",
      dependencies: [
        "BenchmarkSupport", .product(name: "Parseval", package: "Parseval"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ]),
    // The benchmark plugin looks for its targets in a folder of this name.
    .executableTarget(
      name: "SpectralBenchmarks",
      dependencies: ["BenchmarkSupport", .product(name: "Benchmark", package: "benchmark")],
      path: "Benchmarks/SpectralBenchmarks",
      plugins: [.plugin(name: "BenchmarkPlugin", package: "benchmark")]),
  ],
  swiftLanguageModes: [.v6]
)
