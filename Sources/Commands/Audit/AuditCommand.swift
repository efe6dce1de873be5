import ArgumentParser
import Foundation
import Reports
import Research
import StrategyKit

/// `backtest audit`.
struct AuditCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "audit",
        abstract: "Searches a study for look ahead, cold inputs, and results that hang on one assumption.",
        discussion: """
            Replaces the future behind cuts in four ways and compares every input, signal and event before them; starts \
            with more and less history; runs again, in another order and on several threads; and prints the result under \
            other fills and costs. Exit status 6 where something is found. What a strategy in Swift reads by itself, such \
            as a file of features, is not replaced.

              backtest audit Strategies/golden-cross.yaml
              backtest audit x.yaml --out certificate.html
              backtest audit x.yaml --cuts 100 --json | jq .causality.findings
            """)

    @OptionGroup var config: ConfigArguments

    @Option(help: "Instants at which the future is replaced, four ways each.")
    var cuts = 10

    @Option(help: "Seed of cuts and futures; by default the config's.")
    var seed: UInt64?

    @Option(help: "What more history may change in an input, as a fraction of its range.")
    var tolerance = 0.05

    @Option(
        help: ArgumentHelp("Write the certificate, too: a page where it ends in .html, else JSON.", valueName: "file"))
    var out: String?

    @Flag(help: "Print the findings as JSON.")
    var json = false

    @OptionGroup var caching: CacheOption

    func validate() throws {
        guard (1...10_000).contains(cuts) else { throw ValidationError("--cuts takes 1 to 10000, not \(cuts).") }
        guard tolerance >= 0 else { throw ValidationError("--tolerance is not below 0; found \(tolerance).") }
    }

    func run() throws {
        let configuration = try config.read()
        var options = Audit.Options()
        options.cuts = cuts
        options.seed = seed ?? configuration.seed
        options.tolerance = tolerance
        let cache = try caching.cache()
        let report = try StudyFailure.rethrow { () throws(StudyError) in
            try Audit(try Study(configuration, cache: cache), options: options).run { runs in
                Console.progress("audit: \(runs) runs done")
                return !Interrupt.isRequested
            }
        }
        Console.endProgress()
        if let out { try write(report, to: out) }
        Console.out(json ? report.document.prettyText : report.text)
        guard report.isClean else { throw CommandFailure(.check) }
    }

    private func write(_ report: AuditReport, to path: String) throws {
        let text = path.hasSuffix(".html") ? report.page.html(name: report.name) : report.document.prettyText
        do { try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic) } catch {
            throw CommandFailure(.failed, "\(path): error: cannot be written: \(FolderWriter.reason(error))")
        }
    }
}
