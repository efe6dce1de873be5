import Core
public import Foundation
public import Reports
import Statistics
public import StylizedFacts

/// Markets that differ by their seeds alone: of each fact, how many of them passed and how its figure spreads.
public struct MarketRuns: Sendable {
    /// One of the markets.
    public struct Run: Sendable {
        /// The name of its folder.
        public var folder: String
        /// Its seed.
        public var seed: UInt64
        /// How many trades it had.
        public var trades: Int
        /// The scorecards of its instruments; empty where none was measured.
        public var scorecards: [Scorecard]

        /// A market.
        public init(folder: String, seed: UInt64, trades: Int, scorecards: [Scorecard]) {
            (self.folder, self.seed, self.trades, self.scorecards) = (folder, seed, trades, scorecards)
        }
    }

    /// A fact of an instrument over all markets.
    public struct Fact: Sendable {
        /// The instrument.
        public var symbol: String
        /// The fact.
        public var fact: StylizedFact
        /// How many markets passed its gate.
        public var passed = 0
        /// How many missed it; of the others it could not be judged.
        public var failed = 0
        /// The figures of the markets that have one, ascending.
        public var figures: [Double] = []

        /// The share of the markets judged that passed; `nan` where none was judged.
        public var share: Double { passed + failed == 0 ? .nan : Double(passed) / Double(passed + failed) }
        /// The median figure; `nan` where no market has one.
        public var median: Double { quantile(ofSorted: figures, 0.5) ?? .nan }
        /// The least figure; `nan` where no market has one.
        public var least: Double { figures.first ?? .nan }
        /// The greatest figure; `nan` where no market has one.
        public var greatest: Double { figures.last ?? .nan }
    }

    /// The name of the file beside the folders of the markets.
    public static let fileName = "runs.json"

    private static let schema = "backtest.market-runs/1"

    /// The markets.
    public let runs: [Run]
    /// Facts by instrument, in the order of the first scorecard of each.
    public let facts: [Fact]

    /// The facts of some markets.
    public init(_ runs: [Run]) {
        self.runs = runs
        var symbols: [String] = []
        var facts: [[Fact]] = []
        for card in runs.flatMap(\.scorecards) {
            let place = symbols.firstIndex(of: card.name) ?? symbols.count
            if place == symbols.count {
                symbols.append(card.name)
                facts.append(card.results.map { Fact(symbol: card.name, fact: $0.fact) })
            }
            for result in card.results {
                guard let row = facts[place].firstIndex(where: { $0.fact == result.fact }) else { continue }
                if result.verdict == .passed { facts[place][row].passed += 1 }
                if result.verdict == .failed { facts[place][row].failed += 1 }
                let figure = result.estimate.value
                if figure.isFinite { facts[place][row].figures.append(figure) }
            }
        }
        self.facts = facts.joined().map { fact in
            var sorted = fact
            sorted.figures.sort()
            return sorted
        }
    }

    /// All of it as JSON; keys may be added, none is changed without raising the schema's number.
    ///
    /// - Parameter name: What the markets are called.
    public func document(name: String) -> JSONValue {
        [
            "schema": .string(MarketRuns.schema),
            "name": .string(name),
            "version": .string(Version.current),
            "runs": .array(
                runs.map { run in
                    [
                        "folder": .string(run.folder), "seed": .integer(Int(truncatingIfNeeded: run.seed)),
                        "trades": .integer(run.trades),
                        "passed": .integer(run.scorecards.reduce(0) { $0 + $1.count(.passed) }),
                        "failed": .integer(run.scorecards.reduce(0) { $0 + $1.count(.failed) }),
                    ]
                }),
            "facts": .array(
                facts.map { fact in
                    [
                        "symbol": .string(fact.symbol), "key": .string(fact.fact.key),
                        "title": .string(fact.fact.title), "statistic": .string(fact.fact.statistic),
                        "passed": .integer(fact.passed), "failed": .integer(fact.failed),
                        "share_passed": .number(fact.share), "n": .integer(fact.figures.count),
                        "median": .number(fact.median), "least": .number(fact.least),
                        "greatest": .number(fact.greatest),
                    ]
                }),
        ]
    }

    /// Refuses a folder whose file of this name is none that runs left.
    ///
    /// - Throws: `FolderError` with the remedy.
    public static func checkPlace(_ folder: URL) throws(FolderError) {
        let file = folder.appendingPathComponent(fileName)
        guard FileManager.default.fileExists(atPath: file.path) else { return }
        let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
        guard !text.contains(schema) else { return }
        throw FolderError(
            path: file.path, reason: "the file is there and is not of simulated markets",
            remedy: "choose another folder with --out")
    }

    /// Writes the document beside the folders of the markets.
    ///
    /// - Throws: `FolderError` where the file cannot be written.
    public func write(name: String, to folder: URL) throws(FolderError) {
        let file = folder.appendingPathComponent(MarketRuns.fileName)
        do { try Data(document(name: name).prettyText.utf8).write(to: file, options: .atomic) } catch {
            throw FolderError(path: file.path, reason: FolderWriter.reason(error))
        }
    }
}
