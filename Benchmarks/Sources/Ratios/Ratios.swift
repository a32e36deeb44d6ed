import ArgumentParser

/// Prints how the library compares to FFTW itself, and to itself.
@main
struct Ratios: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "ratios",
    abstract: "Compares the library with FFTW called directly, and with itself.",
    discussion: """
      Both sides of a comparison take turns on the same buffers. Times are minima; "ratio" is the median of the ratios \
      within rounds, "of minima" the ratio of the two times shown. Where the two agree, trust them.

        ratios
        ratios 'f32-4096-estimate'
        ratios --rounds 501 'c2c-.*-64-'
        ratios --sizes 16,480x640 'c2c|r2c'
        ratios gradients
        ratios gradients 'rfft|magnitudes'
        ratios planning
        ratios table
      """,
    subcommands: [Compare.self, Gradients.self, Planning.self, Table.self], defaultSubcommand: Compare.self)
}
