import Core
import Simulation

/// One of the strategies that a run's strategy is made of, with the time in which it decides.
struct DecidingMember {
    /// What it is called; `nil` where it is the only one.
    var name: String?
    /// Its place among those that share the account; `nil` where it does not share it.
    var place: Int?
    /// The strategy.
    var strategy: any Strategy
    /// It decides after it; `nil` for from the beginning on.
    var after: Timestamp?
    /// Its last decision; `nil` for the end.
    var through: Timestamp?

    /// All of them: the stages of a relay, and the strategies of a group.
    static func all(of strategy: any Strategy) -> [DecidingMember] {
        if let group = strategy as? StrategyGroup {
            return group.strategies.enumerated().map { place, strategy in
                DecidingMember(name: group.parts[place].name, place: place, strategy: strategy)
            }
        }
        guard let relay = strategy as? StrategyRelay else { return [DecidingMember(strategy: strategy)] }
        var members: [DecidingMember] = []
        var begin: Timestamp?
        for (number, stage) in relay.stages.enumerated() {
            for var member in stage.strategy.map({ all(of: $0) }) ?? [] {
                member.name = "window \(number + 1)" + (member.name.map { ", \($0)" } ?? "")
                member.after = begin
                member.through = number == relay.stages.count - 1 ? nil : stage.through
                members.append(member)
            }
            begin = stage.through
        }
        return members
    }

    /// Whether what is noted at an instant is of this one: where the account is handed over, it is of the next.
    func isTime(of instant: Timestamp) -> Bool {
        if let after, instant < after { return false }
        return through.map { instant < $0 } ?? true
    }
}
