import Foundation
import Learning
import TestSupport
import Testing

/// The index sets of scikit-learn, skfolio and mlfinpy in `../shared/oracles/validation/splits.json`.
@Suite(.enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
struct SplitOracleTests {
    struct Fold: Decodable {
        var train: [[Int]]
        var test: [[Int]]
    }

    struct PathFold: Decodable {
        var train: [[Int]]
        var test: [[[Int]]]
    }

    struct TimeSeriesCase: Decodable {
        var n: Int
        var nSplits: Int
        var testSize: Int?
        var gap: Int
        var maxTrainSize: Int?
        var folds: [Fold]
    }

    struct KFoldCase: Decodable {
        var n: Int
        var nSplits: Int
        var folds: [Fold]
    }

    struct WalkForwardCase: Decodable {
        var n: Int
        var testSize: Int
        var trainSize: Int
        var purgedSize: Int
        var folds: [Fold]
    }

    struct CombinatorialCase: Decodable {
        var n: Int
        var nFolds: Int
        var nTestFolds: Int
        var purgedSize: Int
        var embargoSize: Int
        var nSplits: Int
        var nTestPaths: Int
        var splits: [PathFold]
    }

    struct PurgedCase: Decodable {
        var nSamples: Int
        var nSplits: Int
        var embargoFraction: Double
        var embargoSamples: Int
        var folds: [Fold]
    }

    struct Purged: Decodable { var sets: [PurgedCase] }

    struct Document: Decodable {
        var timeSeriesSplit: [TimeSeriesCase]
        var kFoldUnshuffled: [KFoldCase]
        var skfolioWalkForward: [WalkForwardCase]
        var skfolioCombinatorialPurged: [CombinatorialCase]
        var purgedKFold: Purged
    }

    let document: Document

    init() throws {
        let path = SharedFolder.path("oracles/validation/splits.json")
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        document = try decoder.decode(Document.self, from: Data(contentsOf: URL(fileURLWithPath: path)))
    }

    func set(_ ranges: [[Int]]) -> RangeSet<Int> { RangeSet(ranges.map { $0[0]..<$0[1] }) }

    func expect(_ splits: [Split], _ folds: [Fold]) {
        #expect(splits.map(\.training) == folds.map { set($0.train) })
        #expect(splits.map(\.test) == folds.map { fold in fold.test.map { $0[0]..<$0[1] } })
        #expect(splits.map(\.fold) == Array(folds.indices))
    }

    @Test func expandingAndCappedWalksEqualTimeSeriesSplit() throws {
        #expect(document.timeSeriesSplit.count == 4)
        for one in document.timeSeriesSplit {
            let walk = WalkForward(
                firstTest: .lastFolds(one.nSplits), every: one.testSize ?? one.n / (one.nSplits + 1),
                longest: one.maxTrainSize, gap: one.gap, keepsShortLast: false)
            expect(try walk.splits(of: SampleSpans(count: one.n)), one.folds)
        }
    }

    @Test func blocksInOrderEqualKFold() throws {
        #expect(document.kFoldUnshuffled.count == 2)
        for one in document.kFoldUnshuffled {
            expect(try KFold(folds: one.nSplits).splits(of: SampleSpans(count: one.n)), one.folds)
        }
    }

    @Test func rollingWalksEqualSkfolios() throws {
        #expect(document.skfolioWalkForward.count == 3)
        for one in document.skfolioWalkForward {
            let walk = WalkForward.rolling(
                training: one.trainSize, every: one.testSize, gap: one.purgedSize, keepsShortLast: false)
            expect(try walk.splits(of: SampleSpans(count: one.n)), one.folds)
        }
    }

    /// skfolio purges a number of rows on both sides of a test block: labels of that horizon, as S66 has it.
    @Test func combinatorialSplitsEqualSkfolios() throws {
        #expect(document.skfolioCombinatorialPurged.count == 3)
        for one in document.skfolioCombinatorialPurged {
            let folds = CombinatorialFolds(
                folds: one.nFolds, testFolds: one.nTestFolds, embargo: .steps(one.embargoSize))
            let splits = try folds.splits(of: SampleSpans(count: one.n, horizon: one.purgedSize))
            #expect(splits.count == one.nSplits)
            #expect(splits.map(\.training) == one.splits.map { set($0.train) })
            #expect(splits.map(\.test) == one.splits.map { split in split.test.map { $0[0][0]..<$0[0][1] } })
            #expect(try folds.paths().count == one.nTestPaths)
        }
    }

    @Test func purgedKFoldWithEmbargoEqualsTheDefinition() throws {
        let table = try FigureTable(path: SharedFolder.path("oracles/validation/triple_barrier_spy.csv"))
        let spans = try SampleSpans(
            starts: table.texts("row").compactMap { Int64($0) }, ends: table.texts("end_row").compactMap { Int64($0) })
        #expect(document.purgedKFold.sets.count == 3)
        for one in document.purgedKFold.sets {
            #expect(spans.count == one.nSamples)
            let folds = KFold(folds: one.nSplits, embargo: .fraction(one.embargoFraction))
            expect(try folds.splits(of: spans), one.folds)
        }
    }
}
