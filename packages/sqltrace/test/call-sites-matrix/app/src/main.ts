import { main } from './app.ts'

void main()
