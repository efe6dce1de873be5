extension CollectError {
    /// The same with every text that an endpoint sent put through a filter.
    func redacted(_ filter: (String) -> String) -> CollectError {
        switch self {
        case .answer(let url, let problem): return .answer(url: url, problem.redacted(filter))
        case .data(let error):
            let (text, safe) = (error.description, filter(error.description))
            return text == safe ? self : .answer(url: "the answer", .message(safe))
        default: return self
        }
    }
}

extension CollectError.AnswerProblem {
    fileprivate func redacted(_ filter: (String) -> String) -> CollectError.AnswerProblem {
        switch self {
        case .notJSON(let type, let begins): .notJSON(type: filter(type), begins: filter(begins))
        case .notCSV(let type, let begins, let problem):
            .notCSV(type: filter(type), begins: filter(begins), problem: filter(problem))
        case .message(let text): .message(filter(text))
        case .noRows(let path, let found): .noRows(path: path, found: filter(found))
        case .noField(let row, let field, let path, let found):
            .noField(row: row, field: field, path: path, found: filter(found))
        case .wrongValue(let row, let field, let found, let expected):
            .wrongValue(row: row, field: field, found: filter(found), expected: expected)
        case .lengths, .endlessPages, .closerThanBars: self
        }
    }
}
