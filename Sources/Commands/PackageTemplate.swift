import Research

/// The package that `backtest new --package` writes: a strategy, a model, a program with both registered, and a config for
/// each.
struct PackageTemplate {
    /// The strategy's type name.
    let name: String
    private let url: String

    /// A package.
    ///
    /// - Throws: `CommandFailure` where the name is no Swift type name.
    init(name: String, url: String) throws {
        let isName =
            name.unicodeScalars.allSatisfy { $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0)) }
            && name.first?.isUppercase == true
        guard isName else {
            throw CommandFailure(
                .usage,
                "error: '\(name)' is no name for a Swift type; use letters and digits, a capital first: MyStrategy")
        }
        let taken = ["Strategy", "Market", "Desk", "Universe", "Order", "Bar", "Main", "Model", "StoredModel"]
        // With Model behind it, as the package's model has, these are such types too.
        guard !(taken + ["Stored", "Restorable"]).contains(name) else {
            throw CommandFailure(.usage, "error: '\(name)' is a type of StrategyKit already; choose another name")
        }
        guard !url.contains(where: { "\"\\".contains($0) || $0.isNewline }) else {
            throw CommandFailure(.usage, "error: '\(url)' is no URL of a repository")
        }
        self.name = name
        self.url = url
    }

    /// The name in configs, and the program's: `my-strategy`.
    var program: String {
        var text = ""
        for character in name {
            if character.isUppercase && !text.isEmpty { text += "-" }
            text += character.lowercased()
        }
        return text
    }

    /// The name under which the package manager knows the repository: the last part of its URL.
    private var identity: String {
        let last = url.split(separator: "/").last.map { String($0) } ?? url
        return last.hasSuffix(".git") ? String(last.dropLast(4)) : last
    }

    /// The config's file name.
    var config: String { "\(program).yaml" }

    /// Paths in the package and their texts.
    var files: [(path: String, text: String)] {
        [
            ("Package.swift", manifest), ("Sources/\(program)/Main.swift", main),
            ("Sources/\(program)/\(name).swift", strategy), ("Sources/\(program)/\(name)Model.swift", modelSource),
            (config, study), (modelConfig, modelStudy), ("README.md", readme), (".gitignore", ".build/\nruns/\n"),
        ]
    }

    private var manifest: String {
        """
        // swift-tools-version: 6.2
        import PackageDescription

        let package = Package(
            name: "\(name)",
            dependencies: [.package(url: "\(url)", exact: "\(Version.current)")],
            targets: [
                .executableTarget(
                    name: "\(program)", dependencies: [.product(name: "StrategyKit", package: "\(identity)")],
                    swiftSettings: [.swiftLanguageMode(.v6)])
            ])

        """
    }

    private var main: String {
        """
        import Commands
        import StrategyKit

        @main
        struct Main {
            static func main() {
                CommandLineInterface.run(
                    adding: [.strategy(\(name).self, name: "\(program)", "What it does, in a line")],
                    models: [
                        .model("\(modelKind)", "What it learns, in a line", parameters: \(name)Model.Parameters.self) {
                            \(name)Model(parameters: $0)
                        }
                        .stored(as: \(name)Model.Fitted.self)
                    ])
            }
        }

        """
    }

    private var strategy: String {
        """
        import StrategyKit

        /// Buys after so many falling closes in a row, sells after the first rising one.
        ///
        /// As a `TracedStrategy` it shows what it decides on: `backtest audit` compares these values at every bar and names
        /// the one that knows the future, and `backtest run --trace` writes them. A plain `Strategy` shows nothing.
        struct \(name): TracedStrategy {
            struct Parameters: StrategyParameters {
                var falls = 3
                static var declarations: [ParameterDeclaration<Self>] {
                    [.integer("falls", \\.falls, in: 1...20, "Falling closes in a row before a buy")]
                }
            }

            let falls: Int
            let symbols: [String]
            /// For each instrument the falling closes in a row.
            var falling: [Int]
            var warmUpBars: Int { falls + 1 }

            init(_ parameters: Parameters, for universe: Universe) {
                falls = parameters.falls
                symbols = universe.instruments.map(\\.symbol)
                falling = universe.instruments.map { _ in 0 }
            }

            var traceColumns: [TraceColumn] { symbols.map { TraceColumn(symbol: $0, name: "falling closes") } }

            func appendTrace(to values: inout [Double]) {
                for count in falling { values.append(Double(count)) }
            }

            mutating func decide(_ market: borrowing Market, _ desk: inout Desk) {
                for place in 0..<market.instrumentCount {
                    let instrument = InstrumentIndex(place)
                    guard market.hasNewBar(instrument), market.barCount(of: instrument) > 1 else { continue }
                    let position = market.position(of: instrument)
                    let change = market.close(instrument) - market.close(instrument, ago: 1)
                    falling[place] = change < 0 ? falling[place] + 1 : 0
                    if position.isFlat && falling[place] >= falls {
                        desk.submit(OrderRequest(.buy, .fractionOfEquity(0.95), of: instrument, reason: "fell"))
                    } else if !position.isFlat && change > 0 {
                        desk.close(instrument, position, reason: "rose")
                    }
                }
            }
        }

        """
    }

    private var study: String {
        """
        name: \(name)
        data:
          source: csv
          path: prices.csv        # date,open,high,low,close,volume
          calendar: XNYS
        strategy:
          type: \(program)
          parameters: { falls: 3 }
        broker:
          cash: 100_000
          commission: { per_share: 0.005, minimum: 1 }
          slippage: { basis_points: 1 }
        benchmark: buy-and-hold

        """
    }

    private var readme: String {
        """
        # \(name)

        A strategy and a model for backtest. The program knows every command of backtest, and every strategy and model that
        comes with it; `swift run -c release \(program)` builds it and stands for its name here.

        - `\(program) run \(config)` runs the strategy.
        - `\(program) train \(modelConfig)` tests the model out of sample and writes it to a file.
        - `\(program) run \(modelConfig)` has the model trade.
        - `\(program) predict runs/…/model.btm --newest` prints what it predicts now.

        """
    }
}
