# კითხვები, რომლებსაც სცენარები ადამიანებს უსვამს: ბარათი ღილაკებით
question-title = საჭიროა გადაწყვეტილება
question-asked-by = მოითხოვა: { $name }
question-decider = წყვეტს: { $name }
question-escalated = გადაეცა ზემოთ, გადაწყვეტა ასევე შეუძლია: { $role }
question-second-person = წყვეტს სხვა და არა ის, ვინც მოითხოვა
question-pending = ⏳ ელოდება გადაწყვეტილებას { $until }-მდე
question-not-yours = ამას წყვეტს: { $name }
question-own = ეს თქვენ თვითონ მოითხოვეთ, უნდა გადაწყვიტოს სხვამ
