import Indicators
import TestSupport
import Testing

/// Both forms, prefixes, gaps and first rows of every indicator of the catalogue.
@Suite("Every indicator of the catalogue")
struct IndicatorConformanceTests {
    /// Makes all columns of some bars undefined, but whether a session starts.
    private func blank(_ inputs: [[Double]], _ rows: Set<Int>, of declaration: IndicatorDeclaration) -> [[Double]] {
        zip(inputs, declaration.inputs).map { column, input in
            input == .sessionStart
                ? column : column.enumerated().map { rows.contains($0.offset) ? .nan : $0.element }
        }
    }

    @Test("streaming equals the column to the last bit, with gaps at the start and within", arguments: 1...6)
    func streamingEqualsTheColumnToTheLastBit(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 977)
        let bars = SampleBars(seed: UInt64(seed), count: 400, hasTies: seed % 2 == 0)
        for item in IndicatorConformance.all(seed: UInt64(seed)) {
            let inputs = bars.inputs(of: item.declaration)
            let gaps = Set((0..<random.whole(0...12)) + (0..<20).map { _ in random.whole(0...399) })
            for rows in [[], gaps] {
                let blanked = blank(inputs, rows, of: item.declaration)
                let difference = item.firstDifference(item.streamed(blanked), item.columns(blanked))
                #expect(difference == nil, "seed \(seed), \(rows.count) gaps")
            }
        }
    }

    @Test(
        "streaming equals the column on the bars of GOOG",
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func streamingEqualsTheColumnOnRealBars() throws {
        let bars = try GoogleBars.read.get().bars
        for item in IndicatorConformance.all(seed: 11, longest: 60) {
            let inputs = bars.inputs(of: item.declaration)
            let gaps = Set(Array(0..<9) + [100, 101, 500, 1999])
            for rows in [[], gaps] {
                let blanked = blank(inputs, rows, of: item.declaration)
                #expect(item.firstDifference(item.streamed(blanked), item.columns(blanked)) == nil)
            }
        }
    }

    @Test("a gap in one input passes over the bar in both forms")
    func aGapInOneInputPassesOverTheBar() {
        let bars = SampleBars(seed: 5, count: 200)
        for item in IndicatorConformance.all(seed: 3) {
            let inputs = bars.inputs(of: item.declaration)
            for place in inputs.indices where item.declaration.inputs[place] != .sessionStart {
                var holed = inputs
                for row in [0, 1, 50, 77, 120, 121] { holed[place][row] = .nan }
                let columns = item.columns(holed)
                #expect(item.firstDifference(item.streamed(holed), columns) == nil)
                #expect(columns.allSatisfy { $0[77].isNaN }, "\(item.declaration.name): a value without its input")
            }
        }
    }

    @Test(
        "long columns equal streaming wherever gaps fall among the stretches they are looked through in",
        arguments: 1...3)
    func longColumnsEqualStreaming(seed: Int) throws {
        var random = SplitMix(state: UInt64(seed) &* 7919)
        let bars = SampleBars(seed: UInt64(seed), count: 3000)
        let names = [
            "sma", "ema", "rsi", "atr", "macd", "bollinger", "stddev", "variance", "highest", "lowest", "linreg",
            "linreg_slope",
        ]
        for name in names {
            let declaration = try #require(IndicatorCatalogue.named(name))
            for period in [2, 20, random.whole(3...200), random.whole(1000...1400), 3500] {
                var parameters = declaration.parameters.map(\.defaultValue)
                parameters[0] = Double(period)
                if name == "macd" { parameters[2] = Double(random.whole(1...30)) }
                let item = IndicatorConformance(declaration: declaration, parameters: parameters)
                let inputs = bars.inputs(of: declaration)
                let near = 1024 * random.whole(1...2) + random.whole(-2...2)
                for rows in [[], [near], [0, 1, 2, near, near + 1, random.whole(0...2999)], [2999]] as [Set<Int>] {
                    let blanked = blank(inputs, rows, of: declaration)
                    #expect(
                        item.firstDifference(item.streamed(blanked), item.columns(blanked)) == nil,
                        "seed \(seed), gaps \(rows.sorted())")
                }
            }
        }
    }

    @Test("infinite values leave streaming and column equal", arguments: 1...3)
    func infiniteValuesLeaveBothFormsEqual(seed: Int) {
        var random = SplitMix(state: UInt64(seed))
        var bars = SampleBars(seed: UInt64(seed), count: 200)
        for input in [IndicatorDeclaration.Input.series, .high, .low, .close] {
            bars.columns[input]?[random.whole(20...180)] = random.fraction() < 0.5 ? .infinity : -.infinity
        }
        for item in IndicatorConformance.all(seed: UInt64(seed)) {
            let inputs = bars.inputs(of: item.declaration)
            #expect(
                item.firstDifference(item.streamed(inputs), item.columns(inputs)) == nil, "seed \(seed)")
        }
    }

    @Test("a bar with undefined values changes nothing but its own row")
    func anUndefinedBarChangesOnlyItsOwnRow() {
        let bars = SampleBars(seed: 8, count: 300)
        for item in IndicatorConformance.all(seed: 8) where !item.declaration.inputs.contains(.sessionStart) {
            let inputs = bars.inputs(of: item.declaration)
            let expected = item.columns(inputs)
            let places = [0, 0, 0, 41, 42, 150, 299]
            var (spread, rows) = (inputs, [Int](0..<300))
            for place in places.reversed() {
                for column in spread.indices { spread[column].insert(.nan, at: place) }
                rows.insert(-1, at: place)
            }
            let columns = item.columns(spread)
            let kept = columns.map { column in zip(column, rows).filter { $0.1 >= 0 }.map(\.0) }
            #expect(item.firstDifference(kept, expected) == nil)
            for column in columns {
                #expect(zip(column, rows).allSatisfy { $0.1 >= 0 || $0.0.isNaN }, "\(item.declaration.name)")
            }
        }
    }

    @Test("S75: the first rows do not change when more bars follow", arguments: 1...4)
    func s75ThePrefixDoesNotChangeWhenMoreBarsFollow(seed: Int) {
        var random = SplitMix(state: UInt64(seed) &* 31)
        let bars = SampleBars(seed: UInt64(seed), count: 300)
        for item in IndicatorConformance.all(seed: UInt64(seed)) {
            let inputs = bars.inputs(of: item.declaration)
            let whole = item.columns(inputs)
            for length in [0, 1, 2, random.whole(3...60), random.whole(61...200), 299] {
                let part = item.columns(inputs.map { Array($0.prefix(length)) })
                #expect(part.allSatisfy { $0.count == length })
                #expect(item.firstDifference(part, whole) == nil, "seed \(seed), first \(length) bars")
            }
        }
    }

    @Test(
        "S75: the first rows of real bars do not change when more bars follow",
        .enabled(if: SharedFolder.isPresent, "\(SharedFolder.absentNote)"))
    func s75ThePrefixOfRealBarsDoesNotChange() throws {
        let bars = try GoogleBars.read.get().bars
        for item in IndicatorConformance.all(seed: 12, longest: 60) {
            let inputs = bars.inputs(of: item.declaration)
            let whole = item.columns(inputs)
            for length in [777, 1500] {
                let part = item.columns(inputs.map { Array($0.prefix(length)) })
                #expect(item.firstDifference(part, whole) == nil)
            }
        }
    }

    @Test("no row before the declared first one is defined, and that one is", arguments: 1...4)
    func theFirstDefinedRowIsTheDeclaredOne(seed: Int) {
        // Where prices stand still a figure may be undefined for longer: the earliest of several series counts.
        let samples = (0..<4).map { SampleBars(seed: UInt64(seed * 10 + $0), count: 200) }
        for item in IndicatorConformance.all(seed: UInt64(seed)) {
            let declared = item.declaration.firstDefined(item.parameters)
            let first = samples.compactMap { bars in
                item.columns(bars.inputs(of: item.declaration))[0].firstIndex { !$0.isNaN }
            }.min()
            #expect(first == declared, "\(item.declaration.name)\(item.parameters), seed \(seed)")
        }
    }

    @Test("names, outputs and defaults are in order")
    func namesOutputsAndDefaultsAreInOrder() throws {
        let names = IndicatorCatalogue.all.map(\.name)
        #expect(Set(names).count == names.count)
        for declaration in IndicatorCatalogue.all {
            let allowed = Set("abcdefghijklmnopqrstuvwxyz_0123456789")
            #expect(declaration.name.allSatisfy { allowed.contains($0) }, "\(declaration.name)")
            #expect(!declaration.title.isEmpty && !declaration.formula.isEmpty && !declaration.source.isEmpty)
            #expect(!declaration.inputs.isEmpty && Set(declaration.outputs).count == declaration.outputs.count)
            let series = declaration.inputs.prefix { $0 == .series }.count
            #expect(!declaration.inputs.dropFirst(series).contains(.series), "\(declaration.name): series come first")
            for parameter in declaration.parameters {
                #expect(parameter.range.contains(parameter.defaultValue), "\(declaration.name).\(parameter.name)")
                if parameter.isInteger { #expect(parameter.defaultValue == parameter.defaultValue.rounded()) }
            }
            #expect(try #require(IndicatorCatalogue.named(declaration.name)).title == declaration.title)
        }
        #expect(IndicatorCatalogue.named("smaa") == nil)
    }
}
