import Foundation

/// The `duckdb` command, which reads and writes Parquet and, with its extension nanoarrow, Arrow.
///
/// It runs in a folder of its own in which files have plain names: nothing that a user calls a file comes to stand in a
/// query.
struct DuckDB {
    /// The folder in which it runs.
    let folder: URL
    private let program: String

    /// Finds the command on the search path or where `pip install --user` puts it.
    init(folder: URL, for file: String) throws(CommandFailure) {
        let environment = ProcessInfo.processInfo.environment
        var places = (environment["PATH"] ?? "").split(separator: ":").map { String($0) }
        if let home = environment["HOME"] { places.append(home + "/.local/bin") }
        guard
            let program = places.map({ $0 + "/duckdb" }).first(where: {
                FileManager.default.isExecutableFile(atPath: $0)
            })
        else {
            throw CommandFailure(
                .data,
                "\(file): error: Parquet and Arrow need the command duckdb, which is not on the search path; get it with "
                    + "`pip install duckdb-cli`, or give the bars as CSV")
        }
        self.folder = folder
        self.program = program
    }

    /// Runs statements, in UTC.
    ///
    /// - Parameter file: The file that a message names.
    func run(_ statements: String, for file: String) throws(CommandFailure) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        // No start-up file of the user's, and nothing fetched from anywhere.
        process.arguments = [
            "-init", "/dev/null", "-batch", "-bail", "-c",
            "SET TimeZone='UTC'; SET autoinstall_known_extensions=false; " + statements,
        ]
        process.currentDirectoryURL = folder
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let errors = folder.appendingPathComponent("errors.txt")
        do {
            try Data().write(to: errors)
            process.standardError = try FileHandle(forWritingTo: errors)
            try process.run()
        } catch {
            throw CommandFailure(.failed, "\(file): error: duckdb cannot be started: \(error.localizedDescription)")
        }
        process.waitUntilExit()
        guard process.terminationStatus != 0 else { return }
        let text = (try? String(contentsOf: errors, encoding: .utf8)) ?? ""
        let words = text.split(separator: "\n").first.map { String($0) } ?? "status \(process.terminationStatus)"
        guard !text.contains("nanoarrow") else {
            throw CommandFailure(
                .data,
                "\(file): error: Arrow files need duckdb's extension nanoarrow, which is not installed; where there is a "
                    + "network, `duckdb -c 'INSTALL nanoarrow FROM community'` gets it; Parquet needs none")
        }
        throw CommandFailure(.data, "\(file): error: duckdb says: \(words)")
    }
}
