import Testing

@testable import StrategyKit

/// When positions are opened and closed.
@Suite struct PolicyPlanTests {
    private func policy(_ text: String, kind: String = "ridge", label: String = "{}") throws -> PolicyPlan {
        try ModelFixture.plan(
            "kind: \(kind)\nfeatures: { r: close }\nlabel: \(label)\npolicy: { \(text) }"
        ).policy
    }

    /// The stances at some predictions, holding nothing, a long and a short position.
    private func stances(
        _ policy: PolicyPlan, _ predictions: [Double], direction: Double? = nil
    ) -> [[Int?]] {
        [0.0, 5, -5].map { held in
            predictions.map { policy.stance($0, direction: direction, holding: held) }
        }
    }

    @Test func bothSidesWithHysteresis() throws {
        let policy = try policy("side: both, buy: 0.2, exit_long: 0.1, sell: -0.2, exit_short: -0.1")
        let predictions = [-0.3, -0.2, -0.15, -0.1, -0.05, 0, 0.05, 0.1, 0.15, 0.2, 0.3]
        let found = stances(policy, predictions)
        #expect(found[0] == [-1, nil, nil, nil, nil, nil, nil, nil, nil, nil, 1])
        #expect(found[1] == [-1, 0, 0, 0, 0, 0, 0, nil, nil, nil, nil])
        #expect(found[2] == [nil, nil, nil, nil, 0, 0, 0, 0, 0, 0, 1])
    }

    @Test func oneSideLeavesTheOtherAlone() throws {
        let predictions = [-1.0, -0.1, 0, 0.1, 1]
        let long = stances(try policy("buy: 0.5"), predictions)
        #expect(long[0] == [nil, nil, nil, nil, 1] && long[1] == [0, 0, nil, nil, nil])
        let short = stances(try policy("side: short, sell: -0.5"), predictions)
        #expect(short[0] == [-1, nil, nil, nil, nil] && short[2] == [nil, nil, nil, 0, 0])
        // Without levels the centre is all there is.
        let plain = stances(try policy("side: both"), predictions)
        #expect(plain[0] == [-1, -1, nil, 1, 1] && plain[1] == [-1, -1, nil, nil, nil])
        #expect(plain[2] == [nil, nil, nil, 1, 1])
        // An entry level below the centre brings the exit with it.
        #expect(try policy("buy: -0.5").exitLong == -0.5)
        #expect(try policy("side: short, sell: 0.5").exitShort == 0.5)
    }

    @Test func probabilitiesTurnAtAHalf() throws {
        let policy = try policy("side: both", kind: "logistic", label: "{ kind: sign }")
        #expect(policy.centre == 0.5 && policy.buy == 0.5 && policy.exitShort == 0.5)
        #expect(stances(policy, [0.4, 0.5, 0.6])[0] == [-1, nil, 1])
        #expect(try self.policy("side: both", label: "{ side: close - open }").centre == 0.5)
    }

    @Test func aSecondModelFollowsTheSideOrNot() throws {
        let policy = try policy(
            "side: both, buy: 0.6, exit_long: 0.4", label: "{ side: close - open }")
        let predictions = [0.3, 0.5, 0.7]
        let up = stances(policy, predictions, direction: 2)
        #expect(up[0] == [nil, nil, 1] && up[1] == [0, nil, nil])
        // A position against the side is closed whatever is predicted.
        #expect(up[2] == [0, 0, 0])
        let down = stances(policy, predictions, direction: -1)
        #expect(down[0] == [nil, nil, -1] && down[1] == [0, 0, 0] && down[2] == [0, nil, nil])
        let long = try self.policy("buy: 0.6", label: "{ side: close - open }")
        #expect(stances(long, predictions, direction: -1)[0] == [nil, nil, nil])
        let short = try self.policy("side: short, buy: 0.6", label: "{ side: close - open }")
        #expect(stances(short, predictions, direction: 1)[0] == [nil, nil, nil])
        #expect(stances(short, predictions, direction: -1)[0] == [nil, nil, -1])
    }

    @Test func weightsStayWithinSidesAndCap() throws {
        let weights = [-3.0, -0.1, 0, 0.1, 3]
        func allowed(_ side: String) throws -> [Double] {
            let policy = try policy("kind: proportional, scale: 1, side: \(side)")
            return weights.map { policy.allowed($0, cap: 0.5) }
        }
        #expect(try allowed("long") == [0, 0, 0, 0.1, 0.5])
        #expect(try allowed("short") == [-0.5, -0.1, 0, 0, 0])
        #expect(try allowed("both") == [-0.5, -0.1, 0, 0.1, 0.5])
    }
}
