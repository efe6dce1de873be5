import StrategyKit

/// Why a trial has no figures.
enum TrialFault: Error, Hashable {
    /// In words.
    case refused(String)
    /// It was stopped from outside.
    case stopped

    /// What an error on the way to a trial's figures says of them, without the places of a config that nobody wrote.
    init(_ error: any Error) {
        switch error {
        case let fault as TrialFault: self = fault
        case let error as ConfigError: self = .refused(error.problems.map(\.message).joined(separator: "; "))
        case let error as StudyError: self = .refused(error.description)
        default: self = .refused("\(error)")
        }
    }

    /// In words.
    var reason: String {
        switch self {
        case .refused(let reason): reason
        case .stopped: "it was stopped"
        }
    }
}
