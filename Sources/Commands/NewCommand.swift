import ArgumentParser
import Foundation
import Research

/// `backtest new`.
struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Writes a config to start from, or a package with a strategy and a model of your own.",
        discussion: """
              backtest new "Golden cross"            writes golden-cross.yaml
              backtest new MyStrategy --package      writes the folder MyStrategy: a Swift package with a strategy, a model
                                                     and a program that is backtest with both added
            """)

    @Argument(help: "The study's name; with --package the strategy's, a Swift type name.")
    var name: String

    @Flag(help: "Write a Swift package with a strategy and a model of your own.")
    var package = false

    @Option(help: "With --package: the repository of backtest that the package depends on.")
    var url: String?

    @Option(help: ArgumentHelp("The data of the new config.", valueName: "csv"))
    var data: String = "Data/daily/aapl.csv"

    func run() throws {
        do {
            if package {
                let files = try PackageTemplate(name: name, url: url ?? checkout())
                let folder = try FolderWriter(target: URL(fileURLWithPath: try free(name)))
                for (path, text) in files.files { try folder.write(text, to: path) }
                try folder.finish()
                Console.line("\(name)/: cd \(ShellWord.quoted(name)) && swift run \(files.program) run \(files.config)")
            } else {
                let file = try free(ConfigTemplate.fileName(for: name))
                try ConfigTemplate.text(name: name, data: data).write(toFile: file, atomically: true, encoding: .utf8)
                Console.line("\(file): backtest run \(ShellWord.quoted(file))")
            }
        } catch let error as FolderError {
            throw CommandFailure(.failed, error.description)
        } catch let error as CocoaError {
            throw CommandFailure(.failed, "error: cannot write: \(error.localizedDescription)")
        }
    }

    /// A path that does not exist yet.
    private func free(_ path: String) throws -> String {
        guard !FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(.failed, "\(path): error: it exists already; choose another name")
        }
        return path
    }

    /// The repository that this program was built from, where it still lies beside it.
    private func checkout() throws -> String {
        var folder = Bundle.main.executableURL?.resolvingSymlinksInPath().deletingLastPathComponent()
        while let place = folder, place.path != "/" {
            let manifest = place.appendingPathComponent("Package.swift").path
            if let text = try? String(contentsOfFile: manifest, encoding: .utf8), text.contains("name: \"backtest\"") {
                return "file://" + place.path
            }
            folder = place.deletingLastPathComponent()
        }
        throw CommandFailure(
            .usage, "error: give the repository of backtest with --url: this program lies in no checkout of it")
    }
}
