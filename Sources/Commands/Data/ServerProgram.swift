import DataSources
import Foundation

/// The program `backtest-server`, which lies beside this one: whoever does not listen need not build a server.
enum ServerProgram {
    /// Where it lies.
    static var path: String {
        let own =
            (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return URL(fileURLWithPath: own).deletingLastPathComponent().appendingPathComponent("backtest-server").path
    }

    /// Becomes the server: the process stays the same, so that whoever started it can end it.
    static func start(_ settings: ListenSettings) throws -> Never {
        let path = path
        guard FileManager.default.isExecutableFile(atPath: path) else {
            throw CommandFailure(
                .failed,
                "\(path): error: the server is not built; make it with: swift build -c release --product backtest-server"
            )
        }
        let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
        var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), strdup(text), nil]
        execv(path, &arguments)
        throw CommandFailure(.failed, "\(path): error: \(String(cString: strerror(errno)))")
    }
}
