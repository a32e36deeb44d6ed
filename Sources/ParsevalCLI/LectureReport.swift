import Parseval

/// What the fits of the lecture came to, as text.
struct LectureReport {
  private let fits: LectureFits
  private let set: LectureTrainingSet
  private let name: String
  private let written: [WrittenFile]

  init(_ fits: LectureFits, set: LectureTrainingSet, name: String, written: [WrittenFile]) {
    self.fits = fits
    self.set = set
    self.name = name
    self.written = written
  }

  var text: String {
    let head = [
      "training set: \(set.trainingCount) frames of \(name), and \(set.count - set.trainingCount) that are held out",
      "",
    ]
    let linear = [fits.descent, fits.sameRate, fits.sgd, fits.fine, fits.falling]
    var rows = [["linear layer", "epochs", "updates", "loss", "held out", "above the least"]]
    if let least = fits.least {
      rows.append(["least squares", "", "", Self.text(least.training), Self.text(least.heldOut), ""])
    }
    rows += linear.map { row($0, least: fits.least?.training) }
    rows += [[""], ["with a ReLU", "epochs", "updates", "loss", "held out"]]
    rows += [fits.rectifiedDescent, fits.rectifiedSGD].map { row($0, least: nil) }
    let failures = (linear + [fits.rectifiedDescent, fits.rectifiedSGD]).compactMap { fit in
      fit.failure.map { "\(fit.name): \($0)" }
    }
    return
      (head + TextTable(rows: rows).lines(indent: 0) + (failures.isEmpty ? [] : [""] + failures)
      + (written.isEmpty ? [] : [""] + WrittenFile.lines(written)))
      .joined(separator: "\n")
  }

  private func row(_ fit: LectureFit, least: Double?) -> [String] {
    let loss = fit.trainingLosses.last ?? .nan
    return [
      fit.name, "\(fit.epochLosses.count - 1)", "\(fit.updates.last ?? 0)", Self.text(loss),
      Self.text(fit.heldOutLosses.last ?? .nan),
    ] + (least.map { ["\((100 * (loss / $0 - 1)).formatted(decimals: 1)) %"] } ?? [])
  }

  private static func text(_ loss: Double) -> String { loss.formatted(significantDigits: 4) }
}
