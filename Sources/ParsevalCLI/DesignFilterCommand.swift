import ArgumentParser
import Parseval

/// `parseval design-filter`: finds a filter to a specification by descent, and shows it beside the best there is.
struct DesignFilterCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "design-filter",
    abstract: "Design a filter to a specification by gradient descent.",
    discussion: """
      The filter is found by gradient descent: the largest error over all bands is made as small as it gets. It is a \
      linear-phase FIR filter (--taps), shown beside Parks and McClellan's, or a chain of second-order sections \
      (--sections), stable by construction, shown beside the elliptic filter of as many poles.

      An error is a deviation of the gain in units of what is allowed, which is half of the ripple in a passband, and \
      the attenuation in a stopband: 1 or less meets the specification.

      EXAMPLES
        A lowpass of 101 taps, 0.1 dB ripple up to 8 kHz, 60 dB down from 9.6 kHz:
          parseval design-filter --rate 48000 --lowpass 8000 9600 --taps 101

        The same by four sections, with a file of them and a picture:
          parseval design-filter --rate 48000 --lowpass 8000 9600 \\
            --sections 4 --filter-out lowpass.json --plot lowpass.png

        A bandpass from 300 to 3400 Hz, 40 dB down below 200 and above 3700 Hz:
          parseval design-filter --rate 16000 --bandpass 200 300 3400 3700 \\
            --attenuation 40 --taps 151

        Any bands, here a slope from 1 to 0.5 within 0.01, and a stop within 0.001:
          parseval design-filter --rate 8000 --band 0,1000,1,0.5,0.01 \\
            --band 1300,4000,0,0.001 --taps 81

      EXIT CODES
         0  done, whether or not the specification is met
        64  the command line is wrong, or no filter can be specified so
        73  an output cannot be written; none is left half-written
      """)

  @Option(help: ArgumentHelp("The sample rate, in Hz.", valueName: "HZ"))
  var rate: Double

  @Option(
    parsing: .upToNextOption, help: ArgumentHelp("Pass up to PASS, stop from STOP, in Hz.", valueName: "PASS STOP"))
  var lowpass: [Double] = []

  @Option(parsing: .upToNextOption, help: ArgumentHelp("Stop up to STOP, pass from PASS.", valueName: "STOP PASS"))
  var highpass: [Double] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Pass between the inner edges, stop beyond the outer ones.", valueName: "STOP PASS PASS STOP"))
  var bandpass: [Double] = []

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp("Stop between the inner edges, pass beyond the outer ones.", valueName: "PASS STOP STOP PASS"))
  var bandstop: [Double] = []

  @Option(
    help: ArgumentHelp(
      "One of any bands: its edges in Hz, its gain (or its gains at both edges), and by how much that may be off.",
      valueName: "LOW,HIGH,GAIN[,GAIN],TOLERANCE"))
  var band: [BandArgument] = []

  @Option(help: ArgumentHelp("The ripple of passbands, in dB. (default: 0.1)", valueName: "DB"))
  var ripple: Double?

  @Option(help: ArgumentHelp("The attenuation of stopbands, in dB. (default: 60)", valueName: "DB"))
  var attenuation: Double?

  @Option(help: ArgumentHelp("Design a linear-phase FIR filter of this length.", valueName: "N"))
  var taps: Int?

  @Option(help: ArgumentHelp("Design a chain of this many second-order sections.", valueName: "N"))
  var sections: Int?

  @Option(help: "The symmetry of the taps: even or odd.")
  var symmetry: FIRSymmetry?

  @Option(help: ArgumentHelp("Write the filter here as JSON: its taps or coefficients.", valueName: "FILE.json"))
  var filterOut: String?

  @Option(help: ArgumentHelp("Draw the gains, the errors and the descent here, by gnuplot.", valueName: "FILE.png"))
  var plot: String?

  static let mostTaps = 2001, mostSections = 12

  func validate() throws {
    let edges = [
      ("lowpass", lowpass, 2), ("highpass", highpass, 2), ("bandpass", bandpass, 4), ("bandstop", bandstop, 4),
    ]
    let given = edges.filter { !$0.1.isEmpty }
    guard given.count + (band.isEmpty ? 0 : 1) == 1 else {
      throw ValidationError("give one of --lowpass, --highpass, --bandpass, --bandstop, or some of --band")
    }
    if let (name, values, count) = given.first, values.count != count {
      throw ValidationError("--\(name) has \(count) edges, but \(values.count) are given")
    }
    if !band.isEmpty, ripple != nil || attenuation != nil {
      throw ValidationError("--ripple and --attenuation are not for --band, which has its tolerance as its last number")
    }
    switch (taps, sections) {
    case (nil, nil), (.some, .some): throw ValidationError("give either --taps or --sections")
    case (.some(let taps), nil) where taps > Self.mostTaps:
      throw ValidationError("\(taps) taps take too long; use up to \(Self.mostTaps)")
    case (nil, .some(let sections)) where sections > Self.mostSections:
      throw ValidationError("\(sections) sections take too long; use up to \(Self.mostSections)")
    case (nil, .some) where symmetry != nil: throw ValidationError("--symmetry is for --taps")
    default: break
    }
  }

  func run() throws {
    let specification = try makeSpecification()
    var outputs = Outputs()
    let filter = if let path = filterOut { try outputs.file(path) } else { nil as OutputFile? }
    let picture = if let path = plot { try outputs.picture(path) } else { nil as PictureOutput? }
    let comparison =
      if let taps {
        try FilterComparison(taps: taps, symmetry: symmetry ?? .even, specification)
      } else {
        try FilterComparison(sections: sections ?? 0, specification)
      }
    var staged: [StagedOutput] = []
    if let filter {
      staged.append(
        StagedOutput(file: filter, content: "the filter") {
          try comparison.document.write(to: $0, for: filter.path)
        })
    }
    if let picture { staged.append(picture.stage(FilterPlot(comparison).figure)) }
    let written = try Outputs.publish(staged)
    print(FilterReport(comparison, written: written).text)
  }

  private func makeSpecification() throws(FilterSpecificationError) -> FilterSpecification {
    let ripple = ripple ?? 0.1, attenuation = attenuation ?? 60
    // The order is checked here: ranges trap.
    for edges in [lowpass, highpass, bandpass, bandstop] + band.map(\.edges) {
      for edge in edges where !(edge >= 0 && edge <= rate / 2) { throw .edgeOutOfRange(edge, nyquist: rate / 2) }
      for (lower, upper) in zip(edges, edges.dropFirst()) where !(lower < upper) {
        throw .edgesOutOfOrder(lower, upper)
      }
    }
    if !lowpass.isEmpty {
      return try .lowpass(
        passband: lowpass[0], stopband: lowpass[1], ripple: ripple, attenuation: attenuation, sampleRate: rate)
    }
    if !highpass.isEmpty {
      return try .highpass(
        stopband: highpass[0], passband: highpass[1], ripple: ripple, attenuation: attenuation, sampleRate: rate)
    }
    if !bandpass.isEmpty {
      return try .bandpass(
        passband: bandpass[1]...bandpass[2], stopbandsOutside: bandpass[0]...bandpass[3], ripple: ripple,
        attenuation: attenuation, sampleRate: rate)
    }
    if !bandstop.isEmpty {
      return try .bandstop(
        stopband: bandstop[1]...bandstop[2], passbandsOutside: bandstop[0]...bandstop[3], ripple: ripple,
        attenuation: attenuation, sampleRate: rate)
    }
    return try FilterSpecification(bands: band.map(\.band), sampleRate: rate)
  }
}

/// A band on the command line: LOW,HIGH,GAIN,TOLERANCE or LOW,HIGH,GAIN,GAIN,TOLERANCE.
struct BandArgument: ExpressibleByArgument {
  private let numbers: [Double]

  init?(argument: String) {
    let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).compactMap { Double($0) }
    guard numbers.count == argument.split(separator: ",", omittingEmptySubsequences: false).count,
      numbers.count == 4 || numbers.count == 5, numbers.allSatisfy(\.isFinite)
    else { return nil }
    self.numbers = numbers
  }

  var edges: [Double] { Array(numbers.prefix(2)) }

  /// Its edges have to ascend.
  var band: FilterSpecification.Band {
    FilterSpecification.Band(
      numbers[0]...numbers[1], lowerGain: numbers[2], upperGain: numbers[numbers.count - 2],
      tolerance: numbers[numbers.count - 1])
  }
}

extension FIRSymmetry: ExpressibleByArgument {}

extension FilterSpecificationError: StatusError {
  var status: ExitStatus { .usage }
}

extension FilterDesignError: StatusError {
  var status: ExitStatus { .usage }
}
