import Parseval
