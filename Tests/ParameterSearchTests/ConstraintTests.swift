import ParameterSearch
import Testing

@Suite struct ConstraintTests {
    private static func isMet(_ constraint: String, fast: Int, slow: Int, stop: Double, side: String, trail: String)
        throws
        -> Bool
    {
        let space = try SearchFixtures.space(
            "fast=1:100", "slow=1:300", "stop=0.5:9.5", "side=long,short,'both ways'", "trail=false,true",
            where: constraint)
        return space.isMet(SearchPoint([.whole(fast), .whole(slow), .number(stop), .word(side), .word(trail)]))
    }

    @Test func constraintsHoldWhereTheySay() throws {
        let rows: [(String, Bool)] = [
            ("fast < slow", true), ("slow < fast", false), ("fast <= 10", true), ("fast >= 10.5", false),
            ("slow >= 2 * fast + 10", true), ("slow >= 2 * (fast + 10) + 1", false), ("slow - fast - 5 == 25", true),
            ("slow / fast / 2 == 2", true), ("slow % 7 == 5", true), ("-slow % 7 == -5", true), ("--fast == 10", true),
            ("fast < slow and stop < 3 or not trail", true), ("not (fast < slow)", false), ("not fast < slow", false),
            ("not not trail", true), ("trail", true), ("(trail)", true), ("trail == 'false'", false),
            ("side == 'long'", true), ("'long' != side", false), ("side != \"both ways\"", true),
            ("fast > 50 or slow > 50 and stop > 5", false), ("(slow > 30 or fast > 5) and stop < 3", true),
            ("fast / (slow - 40) > 1e300", true), ("(fast - 10) / (slow - 40) == 0", false),
            ("(fast - 10) / (slow - 40) != 0", false), ("1_000 > slow", true), ("stop == .25e1", true),
        ]
        for (text, expected) in rows {
            let isMet = try ConstraintTests.isMet(text, fast: 10, slow: 40, stop: 2.5, side: "long", trail: "true")
            #expect(isMet == expected, "\(text)")
        }
    }

    @Test func whatIsWrongIsSaidWithItsColumn() {
        let rows = [
            ("fast < slw", 8, "unknown parameter 'slw'; did you mean 'slow'?"),
            ("xyzzy < 2", 1, "unknown parameter 'xyzzy'; known are fast, slow, stop, side, trail"),
            ("fast <", 7, "unexpected the end"), ("", 1, "unexpected the end"),
            ("fast < slow slow", 13, "unexpected 'slow'"),
            ("fast = slow", 6, "unexpected '='; equality is written =="), ("fast & slow", 6, "unexpected '&'"),
            ("fast < slow < 9", 13, "comparisons do not chain; write a < b and b < c"),
            ("fast + 1", 1, "a condition is needed, 'fast' is a number; compare it with something"),
            ("fast < 2 and 7", 14, "a condition is needed, 7 is a number; compare it with something"),
            ("side", 1, "a condition is needed, side has words; compare it with something"),
            ("side < 3", 1, "a number is needed, side has words"),
            ("3 == side", 6, "a number is needed, side has words"),
            ("side + 1 < 3", 1, "a number is needed, side has words"),
            ("side > 'long'", 6, "words compare by == and !=, not by >"),
            ("side == 'lnog'", 9, "side is never 'lnog'; did you mean 'long'?"),
            ("'a' == 'b'", 1, "two words are compared; one side must be a parameter"),
            ("side == 'long", 9, "the quote is not closed"),
            ("(fast < slow", 13, "the bracket is not closed; found the end"),
            ("fast < 1.2.3", 8, "'1.2.3' is not a number"),
            ("fast < (slow < 3)", 8, "a number is needed, found a condition"),
            ("not fast", 5, "a condition is needed, 'fast' is a number; compare it with something"),
            ("fast < and", 8, "unexpected 'and'"), ("fast < 'long'", 8, "a number is needed, 'long' is a word"),
        ]
        for (text, column, message) in rows {
            let found = SearchFixtures.message {
                _ = try ConstraintTests.isMet(text, fast: 1, slow: 1, stop: 1, side: "long", trail: "true")
            }
            #expect(found == "constraint '\(text)', column \(column): \(message)")
        }
    }

    /// A grid is filtered a block of points at a time; each point alone must agree.
    @Test func blocksOfPointsAgreeWithSinglePoints() throws {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed)
        let numbers = ["a", "b", "3", "0.5", "a * b", "(a - b)", "-a", "a / (b - 2)", "a % 4"]
        let comparisons = ["<", "<=", ">", ">=", "==", "!="]
        func condition(_ depth: Int) -> String {
            switch depth > 0 ? Int.random(in: 0..<5, using: &generator) : 4 {
            case 0: return "not (\(condition(depth - 1)))"
            case 1: return "(\(condition(depth - 1)) and \(condition(depth - 1)))"
            case 2: return "(\(condition(depth - 1)) or \(condition(depth - 1)))"
            case 3: return Bool.random(using: &generator) ? "flag" : "word != 'y'"
            default:
                let pick = (0..<4).map { _ in numbers[Int.random(in: 0..<numbers.count, using: &generator)] }
                let comparison = comparisons[Int.random(in: 0..<6, using: &generator)]
                return "\(pick[0]) + \(pick[1]) \(comparison) \(pick[2]) - \(pick[3])"
            }
        }
        let axes = ["a=1:11", "b=0.0:3:0.5", "word=x,y,z", "flag=true,false"]
        let all = SearchFixtures.points(try GridPlan(SearchSpace(axes: axes.map { try SearchAxis(text: $0) })))
        for _ in 0..<200 {
            let constraints = (0..<Int.random(in: 1...3, using: &generator)).map { _ in condition(3) }
            let space = try SearchSpace(axes: axes.map { try SearchAxis(text: $0) }, constraints: constraints)
            let expected = all.filter { space.isMet($0) }
            if expected.isEmpty {
                #expect(throws: SearchError.self) { _ = try GridPlan(space) }
            } else {
                #expect(SearchFixtures.points(try GridPlan(space)) == expected, "seed \(seed): \(constraints)")
            }
        }
    }

    @Test func noTextTraps() {
        let seed = UInt64.random(in: 0 ... .max)
        var generator = SeededGenerator(seed)
        let pieces = [
            "fast", "slow", "side", "trail", "'long'", "'", "1", "2.5", "<", "<=", "==", "!=", "+", "-", "*", "/", "%",
            "(",
            ")", "and", "or", "not", "=", "é", "#", "\n",
        ]
        var read = 0
        for _ in 0..<40_000 {
            let text = (0..<Int.random(in: 1..<9, using: &generator)).map { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }.joined(separator: " ")
            let isMet = try? ConstraintTests.isMet(text, fast: 3, slow: 9, stop: 1, side: "long", trail: "true")
            if isMet != nil { read += 1 }
        }
        #expect(read > 100, "seed \(seed)")
        for deep in [
            String(repeating: "(", count: 100_000), String(repeating: "not ", count: 100_000),
            String(repeating: "-", count: 100_000),
        ] {
            #expect(
                SearchFixtures.message {
                    _ = try ConstraintTests.isMet(deep + "fast", fast: 3, slow: 9, stop: 1, side: "long", trail: "true")
                }?.hasSuffix("a constraint nests at most 100 deep") == true)
        }
    }
}
