import Core
import Foundation
import GradientBoosting
import Learning
import LinearAlgebra
import Testing

@Suite struct FittedTreesTests {
    static func fitted(_ model: GradientBoostedTrees) throws -> (fitted: FittedTrees, inputs: SampleInputs) {
        let fold = try BoostingSamples.fold {
            model.objective == .logistic ? (BoostingSamples.label($0) > 0 ? 1 : 0) : BoostingSamples.label($0)
        }
        return (try model.fit(fold.training, in: FitContext()), fold.test.inputs)
    }

    static let models = [
        GradientBoostedTrees(rounds: 12, depth: 4), GradientBoostedTrees(rounds: 12, depth: 4, objective: .logistic),
        GradientBoostedTrees(rounds: 12, depth: 4, minimumGain: 2, objective: .huber(slope: 0.5), method: .exact),
        GradientBoostedTrees(rounds: 90, depth: 3, stop: BoostingStop(patience: 2)),
    ]

    @Test func aModelOfItsBytesForecastsTheSameBits() throws {
        for model in Self.models {
            let (fitted, inputs) = try Self.fitted(model)
            let forecasts = try fitted.predict(inputs)
            let read = try FittedTrees(bytes: fitted.bytes, width: 5)
            #expect(read.rounds == fitted.rounds && read.history.isEmpty && read.bytes == fitted.bytes)
            #expect(try read.predict(inputs) == forecasts)
            #expect(Set(forecasts).count > 10)
            // One window alone.
            let first = try SampleInputs(
                features: inputs.features, window: 1, instruments: Array(inputs.instruments.prefix(1)),
                values: Array(try inputs.matrix().elements(.rowMajor).prefix(5)))
            #expect(try read.predict(first) == [forecasts[0]])
        }
    }

    @Test func threadsForecastTheSame() async throws {
        let (fitted, inputs) = try Self.fitted(Self.models[0])
        let forecasts = try fitted.predict(inputs)
        try await withThrowingTaskGroup(of: [Double].self) { group in
            for _ in 0..<8 { group.addTask { try fitted.predict(inputs) } }
            for try await found in group { #expect(found == forecasts) }
        }
    }

    @Test func bytesThatAreNoModelAreRefusedWithTheReason() throws {
        let (fitted, inputs) = try Self.fitted(Self.models[0])
        let text = String(decoding: fitted.bytes, as: UTF8.self)
        func reason(_ text: String, width: Int = 5) -> String? {
            #expect(throws: LearningError.self) { try FittedTrees(bytes: Array(text.utf8), width: width) }?.description
        }
        let broken = "XGBoost: the model can not be used: "
        #expect(reason("") == "XGBoost: the bytes are no model in XGBoost's JSON: they do not begin with {")
        #expect(
            reason(String(text.dropLast(200)))
                == "XGBoost: the bytes are no model in XGBoost's JSON: it is cut short or altered")
        #expect(reason("{}") == "XGBoost: the bytes are no model in XGBoost's JSON: learner is missing")
        #expect(reason(text, width: 6) == "found a model of windows of 5 numbers; needed is 6")
        let changes: [(String, String, String)] = [
            ("reg:squarederror", "rank:pairwise", "its objective is rank:pairwise"),
            ("\"num_class\":\"0\"", "\"num_class\":\"3\"", "it has several outputs"),
            ("\"name\":\"gbtree\"", "\"name\":\"gblinear\"", "it is a gblinear, not a gbtree"),
            ("\"base_score\":\"0E0\"", "\"base_score\":\"nan\"", "its base_score is not a finite number"),
            ("\"tree_info\":[0,0", "\"tree_info\":[0,9", "its trees have several outputs"),
            ("\"num_trees\":\"12\"", "\"num_trees\":\"13\"", "it has 12 trees, which is not what it says"),
            ("\"id\":3,", "\"id\":0,", "tree 3 is numbered 0"),
            ("\"left_children\":[1,", "\"left_children\":[0,", "tree 0 has children of another than node 0"),
            (
                "\"left_children\":[1,", "\"left_children\":[9999,",
                "tree 0 has a node 0 with children that are none of its nodes"
            ),
            ("\"left_children\":[1,", "\"left_children\":[-1,", "tree 0 has a node 0 with one child"),
            ("\"split_indices\":[0,", "\"split_indices\":[7,", "tree 0 splits node 0 by a feature that is none"),
            ("\"split_type\":[0,", "\"split_type\":[1,", "tree 0 splits by categories"),
            ("\"split_type\":[0,", "\"split_type\":[", "tree 0 has columns of unequal lengths"),
            ("\"label_scale\":\"0", "\"label_scale\":\"-0", "its attribute label_scale is not above 0"),
            ("\"label_centre\":\"", "\"label_centre\":\"x", "its attribute label_centre is not a finite number"),
        ]
        for (old, new, expected) in changes {
            let place = try #require(text.range(of: old), "\(old)")
            #expect(reason(text.replacingCharacters(in: place, with: new)) == broken + expected)
        }
        // What the library itself finds, when it is first asked.
        let place = try #require(text.range(of: #""num_deleted":"0""#))
        let odd = try FittedTrees(
            bytes: Array(text.replacingCharacters(in: place, with: #""num_deleted":"5""#).utf8), width: 5)
        #expect(throws: LearningError.self) { try odd.predict(inputs) }
    }

    /// An altered model forecasts or is refused; it never ends the process.
    @Test func alteredBytesAreForecastFromOrRefused() throws {
        let (fitted, inputs) = try Self.fitted(GradientBoostedTrees(rounds: 3, depth: 3))
        let trials = ProcessInfo.processInfo.environment["BACKTEST_LONG_TESTS"] == nil ? 400 : 20_000
        var (refused, forecast) = (0, 0)
        for seed in 0..<UInt64(trials) {
            var random = RandomStream(seed: seed, name: "altered trees")
            var bytes = fitted.bytes
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
                case 1: bytes[place] = UInt8(ascii: "0") + UInt8(random.below(10))
                case 2: bytes.remove(at: place)
                default: bytes.insert(bytes[random.below(bytes.count)], at: place)
                }
            }
            do {
                let model = try FittedTrees(bytes: bytes, width: 5)
                #expect(try model.predict(inputs).count == inputs.count, "seed \(seed)")
                forecast += 1
            } catch {
                #expect(!error.description.isEmpty)
                refused += 1
            }
        }
        #expect(refused > trials / 4 && forecast > trials / 20, "\(refused) refused, \(forecast) forecast")
    }

    @Test func windowsOfAnotherWidthOrBeyondSinglePrecisionAreRefused() throws {
        let (fitted, inputs) = try Self.fitted(Self.models[0])
        let wide = try SampleInputs(
            features: ["a"], window: 2, instruments: [InstrumentIndex(0)], values: [1, 2])
        #expect(
            throws: LearningError.shape(found: "windows of 2 numbers", needed: "the 5 that the model was fitted on")
        ) { try fitted.predict(wide) }
        let none = try SampleInputs(features: inputs.features, window: 1, instruments: [], values: [])
        #expect(try fitted.predict(none).isEmpty)
        let huge = try BoostingSamples.fold { _ in 1e300 }
        #expect(throws: LearningError.self) {
            try GradientBoostedTrees(standardisesLabels: false).fit(huge.training, in: FitContext())
        }
    }
}
