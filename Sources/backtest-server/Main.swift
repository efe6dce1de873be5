import DataSources
import Foundation
import Server

/// The server that `backtest data listen` starts, with its settings as JSON in the only argument.
@main
struct Main {
    static func main() async {
        let arguments = CommandLine.arguments.dropFirst()
        guard arguments.count == 1, let text = arguments.first,
            let settings = try? JSONDecoder().decode(ListenSettings.self, from: Data(text.utf8))
        else {
            FileHandle.standardError.write(
                Data("backtest-server: error: this program is started by: backtest data listen (see its --help)\n".utf8)
            )
            exit(2)
        }
        do throws(ListenServer.Failure) {
            try await ListenServer.run(settings)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }
}
