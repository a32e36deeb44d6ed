import ArgumentParser
import Foundation

/// The program: its subcommands, and how it ends.
@main
struct ParsevalCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parseval",
    abstract: "Signal processing that learns: differentiable from the recording to the loss.",
    version: "0.1.0",
    subcommands: [
      MatchCommand.self, DesignFilterCommand.self, ImitateCommand.self, RetrievePhaseCommand.self, RecoverCommand.self,
      LectureCommand.self,
    ])

  static func main() { Foundation.exit(runAndReport().rawValue) }

  /// A function of its own, so that all is released before the program exits.
  private static func runAndReport() -> ExitStatus {
    do {
      var command = try parseAsRoot()
      try command.run()
      return .done
    } catch {
      let status = ExitStatus(of: error)
      if status == .done {
        print(fullMessage(for: error))
      } else {
        StandardError.write("parseval: error: \(oneLine(for: error, status))\n")
      }
      return status
    }
  }

  private static func oneLine(for error: any Error, _ status: ExitStatus) -> String {
    let lines = message(for: error).split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
    let text = lines.joined(separator: " ")
    guard status == .usage else { return text }
    return text + (text.hasSuffix("?") || text.hasSuffix(".") ? "" : ".") + " See '\(helpCommand)'."
  }

  /// What explains the command that was given, or, if there is no such command, all of them.
  private static var helpCommand: String {
    let names = configuration.subcommands.compactMap { $0.configuration.commandName }
    guard let given = CommandLine.arguments.dropFirst().first, names.contains(given) else { return "parseval --help" }
    return "parseval \(given) --help"
  }
}
